using System.Collections.Immutable;
using Infra.Facts.Eks;
using Infra.Specification.Pools;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The managed node groups of a cluster: the system pool, and every pool that Karpenter does not provision.</summary>
public sealed class EksPools : ComponentResource
{
    // A large machine with accelerators takes long to become available and longer to be drained; EKS itself gives up after hours, the
    // engine after one.
    private static readonly TimeSpan _slowTimeout = TimeSpan.FromHours(2);

    /// <summary>Creates the node groups.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">The existing parts of the cluster.</param>
    /// <param name="networking">The add-ons that a node needs to become ready.</param>
    /// <param name="options">Options of the component.</param>
    public EksPools(EksScope scope, EksParts parts, IReadOnlyList<Resource> networking, ComponentResourceOptions options)
        : base("infra:clusters:EksPools", scope.Name("pools"), options)
    {
        InputList<string> groups = scope.HasEfa ? [parts.ControlPlane.SecurityGroup, EfaSecurityGroup(scope, parts.Network)] : [];
        var pools = scope.Cluster.Pools.Where(pool => pool.Provisioner == EksProvisioner.Managed).Select(pool => new EksNodes(scope, pool));

        System = Create(EksNodes.System(scope), parts, groups, [.. parts.Identities.NodePolicyAttachments, .. networking]);
        Workloads = [.. pools.Select(nodes => Create(nodes, parts, groups, [.. parts.Identities.NodePolicyAttachments, .. networking]))];
        RegisterOutputs();
    }

    /// <summary>The node group of the system pool.</summary>
    public Aws.Eks.NodeGroup System { get; }

    /// <summary>The node groups of the managed pools.</summary>
    public ImmutableArray<Aws.Eks.NodeGroup> Workloads { get; }

    private Aws.Eks.NodeGroup Create(
        EksNodes nodes, EksParts parts, InputList<string> securityGroups, ImmutableArray<Resource> dependencies)
    {
        var pool = nodes.Pool;
        var template = EksLaunchTemplate.Create(nodes, parts.Keys.Volumes, securityGroups, this);
        var args = new Aws.Eks.NodeGroupArgs
        {
            ClusterName = parts.ControlPlane.Name,
            NodeRoleArn = parts.Identities.Node.Arn,
            SubnetIds = parts.Network.PrivateIds(nodes.Zones),
            AmiType = nodes.AmiType,
            Version = nodes.Version,
            ReleaseVersion = nodes.AmiRelease,
            CapacityType = pool.Capacity switch { Capacity.Spot => "SPOT", Capacity.CapacityBlock => "CAPACITY_BLOCK", _ => "ON_DEMAND" },
            LaunchTemplate = new Aws.Eks.Inputs.NodeGroupLaunchTemplateArgs
            {
                Id = template.Id,
                Version = template.LatestVersion.Apply(version => $"{version}"),
            },
            ScalingConfig = new Aws.Eks.Inputs.NodeGroupScalingConfigArgs
            {
                MinSize = pool.Min,
                MaxSize = pool.Max,
                DesiredSize = pool.Min,
            },
            UpdateConfig = new Aws.Eks.Inputs.NodeGroupUpdateConfigArgs
            {
                MaxUnavailablePercentage = 33,
                // Prepaid capacity has no room for an extra node: remove the old node first, then replace it.
                UpdateStrategy = pool.Capacity is Capacity.Reserved or Capacity.CapacityBlock ? "MINIMAL" : "DEFAULT",
            },
            NodeRepairConfig = new Aws.Eks.Inputs.NodeGroupNodeRepairConfigArgs { Enabled = true },
            Labels = nodes.Labels.ToDictionary(),
            Tags = nodes.ScaleFromZeroTags.ToDictionary(),
        };
        foreach (var taint in nodes.Taints)
        {
            args.Taints.Add(Taint(taint));
        }

        return new Aws.Eks.NodeGroup(nodes.Scope.Name($"{pool.Name}-pool"), args, new CustomResourceOptions
        {
            Parent = this,
            DependsOn = dependencies,
            // The autoscaler owns this value.
            IgnoreChanges = { "scalingConfig.desiredSize" },
            CustomTimeouts = nodes.HasAccelerators
                ? new CustomTimeouts { Create = _slowTimeout, Update = _slowTimeout, Delete = _slowTimeout }
                : null,
        });
    }

    private static Aws.Eks.Inputs.NodeGroupTaintArgs Taint(TaintSpec taint)
    {
        var args = new Aws.Eks.Inputs.NodeGroupTaintArgs
        {
            Key = taint.Key,
            Effect = taint.Effect switch
            {
                TaintEffect.NoSchedule => "NO_SCHEDULE",
                TaintEffect.PreferNoSchedule => "PREFER_NO_SCHEDULE",
                TaintEffect.NoExecute => "NO_EXECUTE",
                _ => throw new ArgumentOutOfRangeException(nameof(taint), taint.Effect, "unknown taint effect"),
            },
        };
        if (taint.Value is not null)
        {
            args.Value = taint.Value;
        }

        return args;
    }

    // EFA traffic bypasses the operating system and passes a security group only if the group allows traffic to and from itself
    // (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html).
    private Output<string> EfaSecurityGroup(EksScope scope, EksNetwork network)
    {
        var child = new CustomResourceOptions { Parent = this };
        var group = new Aws.Ec2.SecurityGroup(scope.Name("efa-sg"), new Aws.Ec2.SecurityGroupArgs
        {
            VpcId = network.Vpc.Id,
            Description = "EFA traffic between the nodes",
            Tags = { ["Name"] = $"{scope.CloudName}-efa", [EksPartition.DiscoveryTag] = scope.CloudName },
        }, child);
        _ = new Aws.Vpc.SecurityGroupIngressRule(scope.Name("efa-sg-in"), new Aws.Vpc.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = group.Id,
            ReferencedSecurityGroupId = group.Id,
            IpProtocol = "-1",
        }, child);
        _ = new Aws.Vpc.SecurityGroupEgressRule(scope.Name("efa-sg-out"), new Aws.Vpc.SecurityGroupEgressRuleArgs
        {
            SecurityGroupId = group.Id,
            ReferencedSecurityGroupId = group.Id,
            IpProtocol = "-1",
        }, child);
        return group.Id;
    }
}
