using Infra.Catalogue;
using Infra.Facts.Conventions;
using Infra.Facts.Eks;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks.Files;

/// <summary>A file system of FSx for Lustre that shows a bucket, as a volume for one claim. The CSI driver makes none that is linked: FSx
/// takes a link with a persistent-2 file system only as an object of its own, a data repository association
/// (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html).</summary>
public sealed class EksLinkedStorage : ComponentResource
{
    private static readonly string[] _events = ["NEW", "CHANGED", "DELETED"];

    /// <summary>Creates file system, link and volume.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parallel">What is asked for of the class.</param>
    /// <param name="bucket">What is asked for.</param>
    /// <param name="network">Ids of the subnet and of the security group of its servers.</param>
    /// <param name="first">The rules of the security group, without which FSx refuses the file system, and the CSI drivers.</param>
    /// <param name="key">ARN of the key; absent where AWS manages the keys.</param>
    /// <param name="provider">The provider of the cluster.</param>
    /// <param name="options">Options of the component.</param>
    public EksLinkedStorage(
        EksScope scope, ParallelStorageSpec parallel, LinkedBucketSpec bucket, (Output<string> Subnet, Output<string> Group) network,
        IReadOnlyList<Resource> first, Output<string>? key, Kubernetes.Provider provider, ComponentResourceOptions options)
        : base("infra:clusters:EksLinkedStorage", scope.Name($"linked-{bucket.Name}"), options)
    {
        var args = new Aws.Fsx.LustreFileSystemArgs
        {
            SubnetIds = network.Subnet,
            SecurityGroupIds = { network.Group },
            DeploymentType = "PERSISTENT_2",
            StorageType = "SSD",
            StorageCapacity = bucket.CapacityGiB,
            PerUnitStorageThroughput = parallel.Throughput ?? LustreTier.AwsDefault.Throughput,
            DataCompressionType = "LZ4",
            FileSystemTypeVersion = "2.15",
            MetadataConfiguration = new Aws.Fsx.Inputs.LustreFileSystemMetadataConfigurationArgs { Mode = "AUTOMATIC" },
            // FSx backs up no file system that is linked
            // (https://docs.aws.amazon.com/fsx/latest/LustreGuide/fsx-data-repositories.html).
            AutomaticBackupRetentionDays = 0,
            Tags = scope.Tagged($"{scope.CloudName}-{bucket.Name}"),
        };
        if (key is not null)
        {
            args.KmsKeyId = key;
        }

        var files = new Aws.Fsx.LustreFileSystem(
            scope.Name($"linked-{bucket.Name}"), args, new CustomResourceOptions { Parent = this, Protect = true, DependsOn = [.. first] });
        var policies = new Aws.Fsx.Inputs.DataRepositoryAssociationS3Args
        {
            AutoImportPolicy = new Aws.Fsx.Inputs.DataRepositoryAssociationS3AutoImportPolicyArgs { Events = _events },
        };
        if (bucket.Export)
        {
            policies.AutoExportPolicy = new Aws.Fsx.Inputs.DataRepositoryAssociationS3AutoExportPolicyArgs { Events = _events };
        }

        var link = new Aws.Fsx.DataRepositoryAssociation(
            scope.Name($"linked-{bucket.Name}-bucket"), new Aws.Fsx.DataRepositoryAssociationArgs
            {
                FileSystemId = files.Id,
                FileSystemPath = "/",
                DataRepositoryPath = $"s3://{bucket.Bucket}/{bucket.Prefix}",
                BatchImportMetaDataOnCreate = true,
                S3 = policies,
                Tags = scope.Tagged(),
            }, new CustomResourceOptions { Parent = this });

        // https://github.com/kubernetes-sigs/aws-fsx-csi-driver/tree/master/examples/kubernetes/static_provisioning. The claim is named in
        // the volume, so that no other claim of the class gets it.
        _ = new Kubernetes.Core.V1.PersistentVolume(scope.Name($"linked-{bucket.Name}-volume"), new PersistentVolumeArgs
        {
            Metadata = new ObjectMetaArgs { Name = bucket.Name },
            Spec = new PersistentVolumeSpecArgs
            {
                StorageClassName = StorageClasses.Parallel,
                Capacity = { ["storage"] = $"{bucket.CapacityGiB}Gi" },
                AccessModes = { "ReadWriteMany" },
                PersistentVolumeReclaimPolicy = "Retain",
                MountOptions = { "flock" },
                ClaimRef = new ObjectReferenceArgs
                {
                    ApiVersion = "v1",
                    Kind = "PersistentVolumeClaim",
                    Namespace = bucket.Namespace,
                    Name = bucket.Name,
                },
                Csi = new CSIPersistentVolumeSourceArgs
                {
                    Driver = CsiDrivers.Fsx,
                    VolumeHandle = files.Id,
                    VolumeAttributes = { ["dnsname"] = files.DnsName, ["mountname"] = files.MountName },
                },
            },
        }, new CustomResourceOptions { Parent = this, Provider = provider, DependsOn = [link, .. first] });
        RegisterOutputs();
    }
}
