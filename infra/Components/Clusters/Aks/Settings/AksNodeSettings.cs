using System.Collections.Immutable;
using System.Globalization;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks.Settings;

/// <summary>The settings of nodes that depend only on the specification. Pure.</summary>
public static class AksNodeSettings
{
    /// <summary>The system pool for the platform's own pods, scaled by the autoscaler. The caller adds its subnet, zones and
    /// tags.</summary>
    public static Inputs.ManagedClusterAgentPoolProfileArgs System(AksClusterSpec cluster) => new()
    {
        Name = NodeConventions.SystemPool,
        Mode = AgentPoolMode.System,
        Type = AgentPoolType.VirtualMachineScaleSets,
        OrchestratorVersion = cluster.Version,
        VmSize = cluster.SystemMachine,
        EnableAutoScaling = true,
        Count = cluster.SystemPool.Min,
        MinCount = cluster.SystemPool.Min,
        MaxCount = cluster.SystemPool.Max,
        OsType = OSType.Linux,
        OsSKU = OSSKU.Ubuntu,
        OsDiskType = AzureProfile.Profile.Machines.GetValueOrDefault(cluster.SystemMachine)?.TemporaryDiskGiB >= cluster.SystemDiskGiB
            ? OSDiskType.Ephemeral
            : OSDiskType.Managed,
        OsDiskSizeGB = cluster.SystemDiskGiB,
        EnableEncryptionAtHost = true,
        EnableNodePublicIP = false,
        NodeLabels = { [NodeConventions.PoolLabel] = NodeConventions.SystemPool },
        NodeTaints = { $"{NodeConventions.OfSystemPool}" },
        // The value that Microsoft recommends for production pools ("Customize node surge upgrade").
        UpgradeSettings = new Inputs.AgentPoolUpgradeSettingsArgs { MaxSurge = "33%" },
    };

    /// <summary>Labels of a pool's nodes: the pool's name, how the GPU is shared, and the specification's own.</summary>
    public static ImmutableSortedDictionary<string, string> Labels(AksNodePoolSpec pool, GpuNode? gpu)
    {
        var labels = pool.Labels.SetItem(NodeConventions.PoolLabel, pool.Name);
        return gpu is null ? labels : labels.SetItems(gpu.Labels);
    }

    /// <summary>What the cluster autoscaler cannot know about an empty pool: into how many parts the GPUs of a node are shared or cut. It
    /// reads the number from tags of the scale set, which are those of the pool (azure_template.go of kubernetes/autoscaler; a tag cannot
    /// contain a slash).</summary>
    public static ImmutableSortedDictionary<string, string> ScaleFromZeroTags(GpuNode gpu) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(
            "k8s.io_cluster-autoscaler_node-template_resources_" + gpu.ResourceName.Replace('/', '_'),
            gpu.Allocatable.ToString(CultureInfo.InvariantCulture));

    /// <summary>Taints of a pool's nodes, in the form of AKS: <c>key=value:effect</c>. AKS adds the taint of spot nodes itself.</summary>
    public static ImmutableArray<string> Taints(AksNodePoolSpec pool, GpuNode? gpu)
    {
        var own = pool.Taints.Select(taint => $"{taint}");
        return gpu is null ? [.. own] : [$"{GpuNode.OfGpuNodes}", .. own];
    }

    /// <summary>Sets the capacity type of the machines.</summary>
    public static void Buy(AgentPoolArgs args, AksNodePoolSpec pool)
    {
        switch (pool.Capacity)
        {
            case Capacity.OnDemand:
                break;
            case Capacity.Spot:
                args.ScaleSetPriority = ScaleSetPriority.Spot;
                args.ScaleSetEvictionPolicy = ScaleSetEvictionPolicy.Delete;
                // Up to the on-demand price: a lower bid only causes evictions.
                args.SpotMaxPrice = -1;
                break;
            case Capacity.Reserved:
                args.CapacityReservationGroupID = pool.Reservation
                    ?? throw new NotSupportedException($"{pool.Path}.reservation: missing, and capacity is \"reserved\".");
                break;
            default:
                throw new NotSupportedException(
                    $"{pool.Path}.capacity: \"{pool.Capacity}\" is not offered by Azure. Allowed: on-demand, spot, reserved.");
        }
    }

    /// <summary>The capacity type decides how an upgrade may replace nodes.</summary>
    public static Inputs.AgentPoolUpgradeSettingsArgs? Upgrade(AksNodePoolSpec pool, GpuNode? gpu)
    {
        // AKS refuses settings on spot pools: "Spot pools can't set max surge", nor maxUnavailable.
        if (pool.Capacity == Capacity.Spot)
        {
            return null;
        }

        var surge = pool.MaxSurge ?? (pool.Capacity == Capacity.Reserved ? "0" : gpu is null ? "33%" : "1");
        var settings = new Inputs.AgentPoolUpgradeSettingsArgs { MaxSurge = surge };
        // Without a surge node, one node must go down first.
        if (surge == "0")
        {
            settings.MaxUnavailable = "1";
        }

        // The default of 30 minutes is too short for a training pod that writes a checkpoint.
        if (gpu is not null)
        {
            settings.DrainTimeoutInMinutes = 60;
        }

        return settings;
    }
}
