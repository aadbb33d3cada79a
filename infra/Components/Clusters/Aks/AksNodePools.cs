using System.Collections.Immutable;
using System.Globalization;
using Infra.Catalogue;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The pools of a cluster: the system pool inline, since AKS wants one, every other as a resource of its own. Changing an inline
/// pool would put all of them into the state "Scaling" (pulumi/pulumi-azure-native#4264). For large images AKS has no setting: its
/// kubelets pull in parallel since 1.31 (Azure/AKS#4499), and <c>kubeletConfig</c> of the API knows neither a number of pulls nor a
/// timeout; what helps is the disk (docs/aks.md).</summary>
public static class AksNodePools
{
    /// <summary>The system pool: the platform's own pods, in every zone, sized by the autoscaler.</summary>
    internal static Inputs.ManagedClusterAgentPoolProfileArgs System(AksScope scope, AksNetwork network) => new()
    {
        Name = NodeConventions.SystemPool,
        Mode = AgentPoolMode.System,
        Type = AgentPoolType.VirtualMachineScaleSets,
        OrchestratorVersion = scope.Cluster.Version,
        VmSize = scope.Cluster.SystemMachine,
        VnetSubnetID = network.Nodes.Id,
        AvailabilityZones = scope.Zones,
        EnableAutoScaling = true,
        Count = scope.Cluster.SystemPool.Min,
        MinCount = scope.Cluster.SystemPool.Min,
        MaxCount = scope.Cluster.SystemPool.Max,
        OsType = OSType.Linux,
        OsSKU = OSSKU.Ubuntu,
        OsDiskType = AzureProfile.Profile.Machines.GetValueOrDefault(scope.Cluster.SystemMachine)?.TemporaryDiskGiB >= scope.Cluster.SystemDiskGiB
            ? OSDiskType.Ephemeral
            : OSDiskType.Managed,
        OsDiskSizeGB = scope.Cluster.SystemDiskGiB,
        EnableEncryptionAtHost = true,
        EnableNodePublicIP = false,
        NodeLabels = { [NodeConventions.PoolLabel] = NodeConventions.SystemPool },
        NodeTaints = { $"{NodeConventions.OfSystemPool}" },
        // What Microsoft recommends for production pools ("Customize node surge upgrade").
        UpgradeSettings = new Inputs.AgentPoolUpgradeSettingsArgs { MaxSurge = "33%" },
        Tags = scope.Tags,
    };

    /// <summary>A pool for workloads.</summary>
    internal static AgentPool Add(AksScope scope, AksNetwork network, ManagedCluster cluster, AksNodePoolSpec pool, Resource after)
    {
        var gpu = new AksFacts(scope.Cluster).Gpu(pool);
        var options = scope.Options(dependsOn: after);
        // The autoscaler owns the number of nodes.
        options.IgnoreChanges.Add("count");
        // Scarce machines come late and leave late: draining a training node takes as long as its checkpoint.
        options.CustomTimeouts = new CustomTimeouts
        {
            Create = TimeSpan.FromMinutes(90),
            Update = TimeSpan.FromMinutes(180),
            Delete = TimeSpan.FromMinutes(90),
        };

        var args = new AgentPoolArgs
        {
            AgentPoolName = pool.Name,
            ResourceName = cluster.Name,
            ResourceGroupName = scope.Group.Name,
            Mode = AgentPoolMode.User,
            Type = AgentPoolType.VirtualMachineScaleSets,
            OrchestratorVersion = pool.Version ?? scope.Cluster.Version,
            VmSize = pool.Machine,
            VnetSubnetID = network.Nodes.Id,
            AvailabilityZones = pool.Zones.IsDefaultOrEmpty ? scope.Zones : pool.Zones,
            EnableAutoScaling = true,
            Count = pool.Min,
            MinCount = pool.Min,
            MaxCount = pool.Max,
            ScaleDownMode = ScaleDownMode.Delete,
            OsType = OSType.Linux,
            OsSKU = OSSKU.Ubuntu,
            OsDiskType = pool.OsDisk == OsDisk.Ephemeral ? OSDiskType.Ephemeral : OSDiskType.Managed,
            OsDiskSizeGB = pool.DiskGiB,
            // Caches and temporary disks as well, whoever has the keys; fixed at creation. Every size of the catalogue has it.
            EnableEncryptionAtHost = true,
            EnableNodePublicIP = false,
            NodeLabels = Labels(pool, gpu).ToImmutableDictionary(),
            NodeTaints = Taints(pool, gpu),
            // AKS gives its machines these alone, not those of the cluster; a bill is read by them.
            Tags = scope.Tags,
        };
        if (gpu is not null)
        {
            args.Tags.AddRange(ScaleFromZeroTags(gpu).ToImmutableDictionary());
            // Fixed at creation. "None" leaves the driver to the GPU Operator; both at once break the node.
            args.GpuProfile = new Inputs.GPUProfileArgs
            {
                Driver = gpu.DriverOwner == GpuDriverOwner.Operator ? GPUDriver.None : GPUDriver.Install,
            };
        }

        Buy(args, pool);
        if (Upgrade(pool, gpu) is { } upgrade)
            args.UpgradeSettings = upgrade;
        return new AgentPool(scope.Logical($"pool-{pool.Name}"), args, options);
    }

    /// <summary>Labels of a pool's nodes: the pool's name, how the GPU is shared, and the specification's own.</summary>
    public static ImmutableSortedDictionary<string, string> Labels(AksNodePoolSpec pool, GpuNode? gpu)
    {
        var labels = pool.Labels.SetItem(NodeConventions.PoolLabel, pool.Name);
        return gpu is null ? labels : labels.SetItems(gpu.Labels);
    }

    // What the cluster autoscaler cannot know of a pool without nodes: the resource of a shared or cut GPU. It reads it from tags of the
    // scale set, which are those of the pool (azure_template.go of kubernetes/autoscaler; a slash is no character of a tag).
    private static ImmutableSortedDictionary<string, string> ScaleFromZeroTags(GpuNode gpu) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(
            "k8s.io_cluster-autoscaler_node-template_resources_" + gpu.ResourceName.Replace('/', '_'),
            gpu.Allocatable.ToString(CultureInfo.InvariantCulture));

    /// <summary>Taints of a pool's nodes, as AKS writes them: <c>key=value:effect</c>. The taint of spot nodes is added by AKS.</summary>
    public static ImmutableArray<string> Taints(AksNodePoolSpec pool, GpuNode? gpu)
    {
        var own = pool.Taints.Select(taint => $"{taint}");
        return gpu is null ? [.. own] : [$"{GpuNode.OfGpuNodes}", .. own];
    }

    private static void Buy(AgentPoolArgs args, AksNodePoolSpec pool)
    {
        switch (pool.Capacity)
        {
            case Capacity.OnDemand:
                break;
            case Capacity.Spot:
                args.ScaleSetPriority = ScaleSetPriority.Spot;
                args.ScaleSetEvictionPolicy = ScaleSetEvictionPolicy.Delete;
                // Up to the price on demand: a lower bid only brings evictions.
                args.SpotMaxPrice = -1;
                break;
            case Capacity.Reserved:
                args.CapacityReservationGroupID = pool.Reservation
                    ?? throw new NotSupportedException($"{pool.Path}.reservation: missing, and capacity is \"reserved\".");
                break;
            default:
                throw new NotSupportedException(
                    $"{pool.Path}.capacity: \"{pool.Capacity}\" is not sold by Azure. Allowed: on-demand, spot, reserved.");
        }
    }

    // How machines are bought decides how an upgrade may replace them.
    private static Inputs.AgentPoolUpgradeSettingsArgs? Upgrade(AksNodePoolSpec pool, GpuNode? gpu)
    {
        // AKS refuses settings on spot pools: "Spot pools can't set max surge", nor maxUnavailable.
        if (pool.Capacity == Capacity.Spot)
            return null;
        var surge = pool.MaxSurge ?? (pool.Capacity == Capacity.Reserved ? "0" : gpu is null ? "33%" : "1");
        var settings = new Inputs.AgentPoolUpgradeSettingsArgs { MaxSurge = surge };
        // Without a node beforehand one has to go first.
        if (surge == "0")
            settings.MaxUnavailable = "1";
        // The default of 30 minutes is short for a training pod that writes a checkpoint.
        if (gpu is not null)
            settings.DrainTimeoutInMinutes = 60;
        return settings;
    }
}
