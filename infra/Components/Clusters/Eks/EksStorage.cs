using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Components.Workloads;
using Infra.Facts.Conventions;
using Infra.Facts.Eks;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks;

/// <summary>The storage classes of the specification, with the same names as on every cluster.</summary>
public sealed class EksStorage : ComponentResource
{
    private const int NfsPort = 2049;

    private readonly EksScope _scope;
    private readonly EksParts _parts;
    private readonly CustomResourceOptions _aws;
    private readonly CustomResourceOptions _kubernetes;

    /// <summary>Creates file systems and classes.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="provider">The provider of the cluster.</param>
    /// <param name="drivers">The CSI drivers and the snapshot controller.</param>
    /// <param name="options">Options of the component.</param>
    public EksStorage(
        EksScope scope, EksParts parts, Kubernetes.Provider provider, IReadOnlyList<Resource> drivers, ComponentResourceOptions options)
        : base("infra:clusters:EksStorage", scope.Name("storage"), options)
    {
        _scope = scope;
        _parts = parts;
        _aws = new CustomResourceOptions { Parent = this };
        _kubernetes = new CustomResourceOptions { Parent = this, Provider = provider, DependsOn = [.. drivers] };

        if (scope.Cluster.Storage.Fast is not null)
        {
            Fast();
        }

        if (scope.Cluster.Storage.Shared is not null)
        {
            Shared();
        }

        if (scope.Cluster.Storage.Parallel is { } parallel)
        {
            _ = new EksParallelStorage(scope, parallel, parts, provider, drivers, new ComponentResourceOptions { Parent = this });
        }

        foreach (var bucket in scope.Cluster.Storage.Objects)
        {
            Mount(bucket);
        }

        RegisterOutputs();
    }

    // https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v2.7.0/docs/CONFIGURATION.md, on static provisioning. The claim is named in
    // the volume: a volume without a claim goes to any claim that asks for its class. The class is called by a name, where the examples
    // leave it empty, so that the policies of backups know the volume; nothing makes volumes of that class.
    private void Mount(ObjectStorageSpec bucket)
    {
        List<string> mountOptions = [$"region {_scope.Cluster.Region}"];
        if (bucket.Prefix is not null)
        {
            mountOptions.Add($"prefix {bucket.Prefix}");
        }

        // Mountpoint refuses to delete a file, and to open one again to write it, without these.
        mountOptions.AddRange(bucket.ReadOnly ? ["read-only"] : ["allow-delete", "allow-overwrite"]);
        _ = new Kubernetes.Core.V1.PersistentVolume(_scope.Name($"objects-{bucket.Name}"), new PersistentVolumeArgs
        {
            Metadata = new ObjectMetaArgs { Name = bucket.Name },
            Spec = new PersistentVolumeSpecArgs
            {
                StorageClassName = StorageClasses.Objects,
                // Required by Kubernetes, and ignored by the driver: a bucket has no size.
                Capacity = { ["storage"] = "1Ti" },
                AccessModes = { bucket.ReadOnly ? "ReadOnlyMany" : "ReadWriteMany" },
                PersistentVolumeReclaimPolicy = "Retain",
                ClaimRef = new ObjectReferenceArgs
                {
                    ApiVersion = "v1",
                    Kind = "PersistentVolumeClaim",
                    Namespace = bucket.Namespace,
                    Name = bucket.Name,
                },
                MountOptions = mountOptions,
                Csi = new CSIPersistentVolumeSourceArgs
                {
                    Driver = CsiDrivers.S3,
                    VolumeHandle = bucket.Name,
                    VolumeAttributes = { ["bucketName"] = bucket.Bucket },
                },
            },
        }, _kubernetes);
    }

    private void Fast()
    {
        var args = new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Fast, Annotations = { [StorageClasses.DefaultAnnotation] = "true" } },
            Provisioner = CsiDrivers.Ebs,
            Parameters = { ["type"] = "gp3", ["encrypted"] = "true", ["csi.storage.k8s.io/fstype"] = "ext4" },
            AllowVolumeExpansion = true,
            ReclaimPolicy = "Delete",
            // A disk is created in the zone of the pod that uses it.
            VolumeBindingMode = "WaitForFirstConsumer",
        };
        if (_parts.Keys.Volumes is not null)
        {
            args.Parameters.Add("kmsKeyId", _parts.Keys.Volumes);
        }

        _ = new Kubernetes.Storage.V1.StorageClass(_scope.Name("class-fast"), args, _kubernetes);
        _ = new Manifest(_scope.Name("snapshots-fast"), StorageClasses.Snapshots(StorageClasses.Fast, CsiDrivers.Ebs), _kubernetes);
    }

    private void Shared()
    {
        var args = new Aws.Efs.FileSystemArgs
        {
            Encrypted = true,
            // Elastic throughput is billed by use and needs no sizing; model caches are read in bursts.
            ThroughputMode = "elastic",
            Tags = _scope.Tagged($"{_scope.CloudName}-shared"),
        };
        if (_parts.Keys.Volumes is not null)
        {
            args.KmsKeyId = _parts.Keys.Volumes;
        }

        var files = new Aws.Efs.FileSystem(_scope.Name("shared"), args, new CustomResourceOptions { Parent = this, Protect = true });
        var group = new Aws.Ec2.SecurityGroup(_scope.Name("shared-sg"), new Aws.Ec2.SecurityGroupArgs
        {
            VpcId = _parts.Network.VpcId,
            Description = "NFS from the nodes",
            Tags = _scope.Tagged($"{_scope.CloudName}-shared"),
        }, _aws);
        _ = new Aws.Vpc.SecurityGroupIngressRule(_scope.Name("shared-sg-nodes"), new Aws.Vpc.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = group.Id,
            ReferencedSecurityGroupId = _parts.ControlPlane.SecurityGroup,
            IpProtocol = "tcp",
            FromPort = NfsPort,
            ToPort = NfsPort,
        }, _aws);
        var policy = new Aws.Efs.FileSystemPolicy(_scope.Name("shared-policy"), new Aws.Efs.FileSystemPolicyArgs
        {
            FileSystemId = files.Id,
            Policy = files.Arn.Apply(SharedPolicy),
        }, _aws);
        List<Resource> ready = [policy, .. _parts.Network.Private.Zip(_scope.Subnets.Private, (id, plan) => new Aws.Efs.MountTarget(
            _scope.Name($"shared-{plan.ZoneLetter}"),
            new Aws.Efs.MountTargetArgs { FileSystemId = files.Id, SubnetId = id, SecurityGroups = { group.Id } },
            _aws))];

        _ = new Kubernetes.Storage.V1.StorageClass(_scope.Name("class-shared"), new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Shared },
            Provisioner = CsiDrivers.Efs,
            // One access point per volume, each with its own user.
            Parameters = { ["provisioningMode"] = "efs-ap", ["fileSystemId"] = files.Id, ["directoryPerms"] = "700" },
            ReclaimPolicy = "Delete",
            VolumeBindingMode = "Immediate",
        }, CustomResourceOptions.Merge(_kubernetes, new CustomResourceOptions { DependsOn = ready }));
    }

    // Any client that the security group admits may mount, as without a policy, but only over TLS, as the CSI driver does
    // (https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html).
    private static string SharedPolicy(string arn) => IamPolicy.Document(
        IamPolicy.AllowPrincipal(
            "Mount",
            new JsonObject { ["AWS"] = "*" },
            ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"],
            [arn],
            IamPolicy.If("Bool", ("elasticfilesystem:AccessedViaMountTarget", "true"))),
        IamPolicy.DenyPlainText("*", arn));
}
