using Infra.Catalogue;
using Infra.Components.Clusters.Eks.Files;
using Infra.Facts.Conventions;
using Infra.Facts.Eks;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks;

/// <summary>The class <c>parallel</c>: an FSx for Lustre file system for each claim. The CSI driver mounts whole file systems and creates
/// no directories in them, so claims on one file system would see each other's data, and only the first claim would find a
/// volume.</summary>
public sealed class EksParallelStorage : ComponentResource
{
    // The ports of Lustre (https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html).
    private static readonly (int First, int Last)[] _ports = [(988, 988), (1018, 1023)];

    private readonly EksScope _scope;
    private readonly EksParts _parts;
    private readonly CustomResourceOptions _aws;

    /// <summary>Creates the class, and the security group of its file systems.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="spec">What is asked for.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="provider">The provider of the cluster.</param>
    /// <param name="drivers">The CSI drivers.</param>
    /// <param name="options">Options of the component.</param>
    public EksParallelStorage(
        EksScope scope, ParallelStorageSpec spec, EksParts parts, Kubernetes.Provider provider, IReadOnlyList<Resource> drivers,
        ComponentResourceOptions options)
        : base("infra:clusters:EksParallelStorage", scope.Name("parallel"), options)
    {
        _scope = scope;
        _parts = parts;
        _aws = new CustomResourceOptions { Parent = this };
        var group = new Aws.Ec2.SecurityGroup(scope.Name("parallel-sg"), new Aws.Ec2.SecurityGroupArgs
        {
            VpcId = parts.Network.VpcId,
            Description = "Lustre between nodes and file servers",
            Tags = scope.Tagged($"{scope.CloudName}-parallel"),
        }, _aws);
        // https://github.com/kubernetes-sigs/aws-fsx-csi-driver/tree/master/examples/kubernetes/dynamic_provisioning
        var args = new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Parallel },
            Provisioner = CsiDrivers.Fsx,
            Parameters =
            {
                // One zone: a parallel file system across zones would wait for the slowest.
                ["subnetId"] = parts.Network.Private[0],
                ["securityGroupIds"] = group.Id,
                ["deploymentType"] = "PERSISTENT_2",
                ["storageType"] = "SSD",
                ["perUnitStorageThroughput"] = $"{spec.Throughput ?? LustreTier.AwsDefault.Throughput}",
                ["dataCompressionType"] = "LZ4",
                ["fileSystemTypeVersion"] = "2.15",
                ["metadataConfigurationMode"] = "AUTOMATIC",
                ["extraTags"] = $"{scope.OwnerTag}=owned,{EksScope.ClusterTag}={scope.CloudName},Name={scope.CloudName}-parallel",
            },
            MountOptions = { "flock" },
            AllowVolumeExpansion = true,
            // Deleting a claim must not delete training data.
            ReclaimPolicy = "Retain",
            // Creating it takes minutes; no GPU machine should start only to wait for it.
            VolumeBindingMode = "Immediate",
        };
        if (parts.Keys.Volumes is not null)
        {
            args.Parameters.Add("kmsKeyId", parts.Keys.Volumes);
        }

        // FSx refuses a file system whose security group does not allow Lustre traffic, so the rules come first.
        Resource[] first = [.. drivers, .. _ports.SelectMany(ports => Open(group.Id, ports))];
        _ = new Kubernetes.Storage.V1.StorageClass(scope.Name("class-parallel"), args, new CustomResourceOptions
        {
            Parent = this,
            Provider = provider,
            DependsOn = [.. first],
        });
        foreach (var bucket in spec.Linked)
        {
            _ = new EksLinkedStorage(
                scope, spec, bucket, (parts.Network.Private[0], group.Id), first, parts.Keys.Volumes, provider,
                new ComponentResourceOptions { Parent = this });
        }

        RegisterOutputs();
    }

    // File servers connect to each other and to their clients, and the other way round, and a security group created here starts without
    // the rule that allows all egress. The security group of the nodes, which EKS creates, has that rule.
    private IEnumerable<Resource> Open(Output<string> group, (int First, int Last) ports)
    {
        var nodes = _parts.ControlPlane.SecurityGroup;
        yield return Ingress("parallel-sg-nodes", group, nodes, ports);
        yield return Ingress("parallel-sg-itself", group, group, ports);
        yield return Ingress("nodes-sg-parallel", nodes, group, ports);
        yield return Egress("parallel-sg-to-nodes", group, nodes, ports);
        yield return Egress("parallel-sg-to-itself", group, group, ports);
    }

    private Aws.Vpc.SecurityGroupIngressRule Ingress(string name, Output<string> to, Output<string> from, (int First, int Last) ports) =>
        new(_scope.Name($"{name}-{ports.First}"), new Aws.Vpc.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = to,
            ReferencedSecurityGroupId = from,
            IpProtocol = "tcp",
            FromPort = ports.First,
            ToPort = ports.Last,
        }, _aws);

    private Aws.Vpc.SecurityGroupEgressRule Egress(string name, Output<string> from, Output<string> to, (int First, int Last) ports) =>
        new(_scope.Name($"{name}-{ports.First}"), new Aws.Vpc.SecurityGroupEgressRuleArgs
        {
            SecurityGroupId = from,
            ReferencedSecurityGroupId = to,
            IpProtocol = "tcp",
            FromPort = ports.First,
            ToPort = ports.Last,
        }, _aws);
}
