using Infra.Catalogue;
using Infra.Specification;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks;

/// <summary>The class <c>parallel</c>: one FSx for Lustre file system, which outlives its claims.</summary>
/// <param name="scope">The cluster.</param>
/// <param name="parts">Its parts.</param>
/// <param name="aws">Options of resources of AWS.</param>
/// <param name="kubernetes">Options of resources in the cluster.</param>
internal sealed class EksParallelStorage(EksScope scope, EksParts parts, CustomResourceOptions aws, CustomResourceOptions kubernetes)
{
    // The ports of Lustre (https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html).
    private static readonly (int First, int Last)[] _ports = [(988, 988), (1018, 1023)];

    /// <summary>Capacity of a file system in GiB: 1,200 or a multiple of 2,400, rounded up
    /// (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html). Pure.</summary>
    internal static int CapacityGiB(int tebibytes)
    {
        var asked = tebibytes * 1024;
        return asked <= 1200 ? 1200 : (asked + 2399) / 2400 * 2400;
    }

    /// <summary>Creates file system, class and volume.</summary>
    internal void Create(ParallelStorageSpec spec)
    {
        var capacity = CapacityGiB(spec.CapacityTiB);
        var files = FileSystem(capacity, spec.Throughput ?? LustreTier.AwsDefault.Throughput);
        var storageClass = new Kubernetes.Storage.V1.StorageClass(scope.Name("class-parallel"), new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Parallel },
            // The file system is the platform's and outlives every claim: claims bind to volumes that name it, nothing is made for them.
            Provisioner = "kubernetes.io/no-provisioner",
            ReclaimPolicy = "Retain",
            VolumeBindingMode = "Immediate",
        }, kubernetes);
        _ = new Kubernetes.Core.V1.PersistentVolume(scope.Name("volume-parallel"), new PersistentVolumeArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Parallel },
            Spec = new PersistentVolumeSpecArgs
            {
                StorageClassName = storageClass.Metadata.Apply(metadata => metadata.Name),
                Capacity = { ["storage"] = $"{capacity}Gi" },
                AccessModes = { "ReadWriteMany" },
                PersistentVolumeReclaimPolicy = "Retain",
                MountOptions = { "flock" },
                Csi = new CSIPersistentVolumeSourceArgs
                {
                    Driver = "fsx.csi.aws.com",
                    VolumeHandle = files.Id,
                    VolumeAttributes = { ["dnsname"] = files.DnsName, ["mountname"] = files.MountName },
                },
            },
        }, kubernetes);
    }

    private Aws.Fsx.LustreFileSystem FileSystem(int capacity, int throughput)
    {
        var group = new Aws.Ec2.SecurityGroup(scope.Name("parallel-sg"), new Aws.Ec2.SecurityGroupArgs
        {
            VpcId = parts.Network.Vpc.Id,
            Description = "Lustre between nodes and file servers",
            Tags = { ["Name"] = $"{scope.CloudName}-parallel" },
        }, aws);
        var args = new Aws.Fsx.LustreFileSystemArgs
        {
            // One zone: a parallel file system across zones would wait for the slowest.
            SubnetIds = parts.Network.Private[0].Id,
            SecurityGroupIds = { group.Id },
            DeploymentType = "PERSISTENT_2",
            StorageType = "SSD",
            StorageCapacity = capacity,
            PerUnitStorageThroughput = throughput,
            DataCompressionType = "LZ4",
            FileSystemTypeVersion = "2.15",
            MetadataConfiguration = new Aws.Fsx.Inputs.LustreFileSystemMetadataConfigurationArgs { Mode = "AUTOMATIC" },
            Tags = { ["Name"] = $"{scope.CloudName}-parallel" },
        };
        if (parts.Keys.Volumes is not null)
        {
            args.KmsKeyId = parts.Keys.Volumes;
        }

        // FSx refuses a file system whose group does not let Lustre through, so the rules come first.
        return new Aws.Fsx.LustreFileSystem(scope.Name("parallel"), args, CustomResourceOptions.Merge(
            aws, new CustomResourceOptions { Protect = true, DependsOn = [.. _ports.SelectMany(ports => Open(group.Id, ports))] }));
    }

    // File servers call each other and their clients as well as the other way round, and a group made here starts without the rule that
    // lets everything out. The group of the nodes, which EKS makes, has that rule.
    private IEnumerable<Resource> Open(Output<string> group, (int First, int Last) ports)
    {
        var nodes = parts.Cluster.SecurityGroup;
        yield return Ingress("parallel-sg-nodes", group, nodes, ports);
        yield return Ingress("parallel-sg-itself", group, group, ports);
        yield return Ingress("nodes-sg-parallel", nodes, group, ports);
        yield return Egress("parallel-sg-to-nodes", group, nodes, ports);
        yield return Egress("parallel-sg-to-itself", group, group, ports);
    }

    private Aws.Vpc.SecurityGroupIngressRule Ingress(string name, Output<string> to, Output<string> from, (int First, int Last) ports) =>
        new(scope.Name($"{name}-{ports.First}"), new Aws.Vpc.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = to,
            ReferencedSecurityGroupId = from,
            IpProtocol = "tcp",
            FromPort = ports.First,
            ToPort = ports.Last,
        }, aws);

    private Aws.Vpc.SecurityGroupEgressRule Egress(string name, Output<string> from, Output<string> to, (int First, int Last) ports) =>
        new(scope.Name($"{name}-{ports.First}"), new Aws.Vpc.SecurityGroupEgressRuleArgs
        {
            SecurityGroupId = from,
            ReferencedSecurityGroupId = to,
            IpProtocol = "tcp",
            FromPort = ports.First,
            ToPort = ports.Last,
        }, aws);
}
