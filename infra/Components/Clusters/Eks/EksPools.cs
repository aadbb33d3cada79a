using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Clusters.Eks.Settings;
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
        InputList<string> security = scope.HasEfa ? [parts.ControlPlane.SecurityGroup, EfaSecurityGroup(scope, parts.Network)] : [];
        var command = new Pulumi.Command.Provider(scope.Name("command"), new(), new CustomResourceOptions { Parent = this });
        ImmutableArray<Resource> first = [.. parts.Identities.NodePolicyAttachments, .. networking];
        var pools = scope.Cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Managed).Select(pool => new EksNodes(scope, pool));

        System = Groups(EksNodes.System(scope)).Single();
        Workloads = [.. pools.SelectMany(Groups)];
        RegisterOutputs();

        // The groups of a pool share a launch template: its id and version are labels of a node.
        IEnumerable<Aws.Eks.NodeGroup> Groups(EksNodes nodes)
        {
            var template = EksLaunchTemplate.Create(nodes, parts.Keys.Volumes, security, this);
            foreach (var group in EksNodeGroup.Of(nodes))
            {
                var created = Create(nodes, group, parts, template, first);
                _ = EksSize.Create(scope, group, created, new CustomResourceOptions { Parent = this, Provider = command });
                yield return created;
            }
        }
    }

    /// <summary>The node group of the system pool.</summary>
    public Aws.Eks.NodeGroup System { get; }

    /// <summary>The node groups of the managed pools.</summary>
    public ImmutableArray<Aws.Eks.NodeGroup> Workloads { get; }

    private Aws.Eks.NodeGroup Create(
        EksNodes nodes, EksNodeGroup group, EksParts parts, Aws.Ec2.LaunchTemplate template, ImmutableArray<Resource> dependencies)
    {
        var pool = nodes.Pool;
        var args = new Aws.Eks.NodeGroupArgs
        {
            ClusterName = parts.ControlPlane.Name,
            NodeRoleArn = parts.Identities.Node.Arn,
            SubnetIds = parts.Network.PrivateIds(group.Zones),
            AmiType = nodes.AmiType,
            Version = nodes.Version,
            ReleaseVersion = nodes.AmiRelease,
            CapacityType = EksNodeGroup.CapacityType(pool),
            LaunchTemplate = new Aws.Eks.Inputs.NodeGroupLaunchTemplateArgs
            {
                Id = template.Id,
                Version = template.LatestVersion.Apply(version => $"{version}"),
            },
            ScalingConfig = new Aws.Eks.Inputs.NodeGroupScalingConfigArgs
            {
                MinSize = group.Min,
                MaxSize = group.Max,
                DesiredSize = group.Min,
            },
            UpdateConfig = new Aws.Eks.Inputs.NodeGroupUpdateConfigArgs
            {
                MaxUnavailablePercentage = 33,
                // Prepaid capacity has no room for an extra node: remove the old node first, then replace it.
                UpdateStrategy = pool.Capacity is Capacity.Reserved or Capacity.CapacityBlock ? "MINIMAL" : "DEFAULT",
            },
            NodeRepairConfig = Repair(nodes),
            Labels = nodes.Labels.ToDictionary(),
            Tags = nodes.ScaleFromZeroTags.ToDictionary(),
        };
        foreach (var taint in nodes.Taints)
        {
            args.Taints.Add(Taint(taint));
        }

        var created = new Aws.Eks.NodeGroup(nodes.Scope.Name($"{group.Name}-pool"), args, new CustomResourceOptions
        {
            Parent = this,
            DependsOn = dependencies,
            // Only what a new group starts with: the autoscaler owns the size, and EksSize the limits.
            IgnoreChanges = { "scalingConfig" },
            CustomTimeouts = nodes.HasAccelerators
                ? new CustomTimeouts { Create = _slowTimeout, Update = _slowTimeout, Delete = _slowTimeout }
                : null,
        });
        if (nodes.EmptyAt is { } moment)
        {
            Empty(nodes, group, created, moment);
        }

        return created;
    }

    // Where the MIG manager cuts the GPUs there is no DCGM server (EksAddOnConfiguration), which the monitoring agent reports as an error
    // that would have the node replaced (dcgm_reconcile.go of aws/eks-node-monitoring-agent).
    private static Aws.Eks.Inputs.NodeGroupNodeRepairConfigArgs Repair(EksNodes nodes)
    {
        var args = new Aws.Eks.Inputs.NodeGroupNodeRepairConfigArgs { Enabled = true };
        if (nodes.IsCut)
        {
            args.NodeRepairConfigOverrides.Add(new Aws.Eks.Inputs.NodeGroupNodeRepairConfigNodeRepairConfigOverrideArgs
            {
                NodeMonitoringCondition = "AcceleratedHardwareReady",
                NodeUnhealthyReason = "DCGMError",
                MinRepairWaitTimeMins = 10,
                RepairAction = "NoAction",
            });
        }

        return args;
    }

    // EKS drains the nodes that its Auto Scaling group gives up. With a maximum of zero the autoscaler starts none in their place. The
    // action is yearly, because a single one disappears when it has run and could not be created again, as its time is in the past.
    private void Empty(EksNodes nodes, EksNodeGroup group, Aws.Eks.NodeGroup created, DateTimeOffset moment) =>
        _ = new Aws.AutoScaling.Schedule(nodes.Scope.Name($"{group.Name}-block-ends"), new Aws.AutoScaling.ScheduleArgs
        {
            AutoscalingGroupName = created.Resources.Apply(resources => resources[0].AutoscalingGroups[0].Name!),
            ScheduledActionName = "capacity-block-ends",
            MinSize = 0,
            MaxSize = 0,
            DesiredCapacity = 0,
            Recurrence = string.Create(CultureInfo.InvariantCulture, $"{moment.Minute} {moment.Hour} {moment.Day} {moment.Month} *"),
            TimeZone = "Etc/UTC",
        }, new CustomResourceOptions { Parent = this });

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
            VpcId = network.VpcId,
            Description = "EFA traffic between the nodes",
            Tags = scope.Tagged(
                $"{scope.CloudName}-efa", new Dictionary<string, string> { [EksPartition.DiscoveryTag] = scope.CloudName }),
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
