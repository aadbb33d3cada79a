using System.Collections.Immutable;
using System.Globalization;
using Infra.Facts.Aks;
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
    /// <summary>The system pool for the platform's own pods, scaled by the autoscaler, or fixed where Karpenter adds what is missing. The
    /// caller adds its subnet, zones and tags.</summary>
    public static Inputs.ManagedClusterAgentPoolProfileArgs System(AksClusterSpec cluster)
    {
        var args = SystemOfAnySize(cluster);
        if (new AksFacts(cluster).HasKarpenter || cluster.SystemPool.Min == cluster.SystemPool.Max)
        {
            args.EnableAutoScaling = false;
            args.Count = cluster.SystemPool.Min;
        }
        else
        {
            args.EnableAutoScaling = true;
            // No count: see Size.
            args.MinCount = cluster.SystemPool.Min;
            args.MaxCount = cluster.SystemPool.Max;
        }

        return args;
    }

    /// <summary>Sets how many nodes a pool has: as many as its autoscaler wants, or a fixed number where minimum and maximum are the
    /// same.</summary>
    public static void Size(AgentPoolArgs args, AksNodePoolSpec pool)
    {
        args.EnableAutoScaling = pool.Min != pool.Max;
        if (pool.Min == pool.Max)
        {
            args.Count = pool.Max;
            return;
        }

        // Without a count, which would go out with every update: the autoscaler owns the number of nodes. AKS starts with the least and
        // leaves a pool as it is (Azure/ARO-HCP#3659, kubernetes-sigs/cluster-api-provider-azure#1991). Ignoring changes would not do: the
        // count of the state would be sent.
        args.MinCount = pool.Min;
        args.MaxCount = pool.Max;
    }

    private static Inputs.ManagedClusterAgentPoolProfileArgs SystemOfAnySize(AksClusterSpec cluster) => new()
    {
        Name = NodeConventions.SystemPool,
        Mode = AgentPoolMode.System,
        Type = AgentPoolType.VirtualMachineScaleSets,
        OrchestratorVersion = cluster.Version,
        VmSize = cluster.SystemMachine,
        OsType = OSType.Linux,
        OsSKU = OSSKU.Ubuntu,
        OsDiskType = new AksFacts(cluster).SystemDiskIsEphemeral ? OSDiskType.Ephemeral : OSDiskType.Managed,
        OsDiskSizeGB = cluster.SystemDiskGiB,
        EnableEncryptionAtHost = true,
        EnableNodePublicIP = false,
        NodeLabels = { [NodeConventions.PoolLabel] = NodeConventions.SystemPool },
        NodeTaints = { $"{NodeConventions.OfSystemPool}" },
        UpgradeSettings = new Inputs.AgentPoolUpgradeSettingsArgs { MaxSurge = AksFacts.PlainSurge },
    };

    /// <summary>Labels of a pool's nodes: the pool's name, how the GPU is shared, and the specification's own. The label that AKS gives to
    /// spot nodes is stated as well: the next change of the labels would remove it (Azure/AKS#3152).</summary>
    public static ImmutableSortedDictionary<string, string> Labels(AksNodePoolSpec pool, GpuNode? gpu)
    {
        var labels = pool.Labels.SetItem(NodeConventions.PoolLabel, pool.Name);
        if (pool.Capacity == Capacity.Spot)
        {
            labels = labels.SetItem(AksFacts.SpotKey, AksFacts.Spot);
        }

        return gpu is null ? labels : labels.SetItems(gpu.Labels);
    }

    /// <summary>What the cluster autoscaler cannot know about an empty pool: into how many parts the GPUs of a node are shared or cut. It
    /// reads the number from tags of the scale set, which are those of the pool (azure_template.go of kubernetes/autoscaler; a tag cannot
    /// contain a slash).</summary>
    public static ImmutableSortedDictionary<string, string> ScaleFromZeroTags(GpuNode gpu) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(
            "k8s.io_cluster-autoscaler_node-template_resources_" + gpu.ResourceName.Replace('/', '_'),
            gpu.Allocatable.ToString(CultureInfo.InvariantCulture));

    /// <summary>Taints of a pool's nodes, in the form of AKS: <c>key=value:effect</c>. The taint that AKS gives to spot nodes is stated as
    /// well, so that what AKS has is what the program says.</summary>
    public static ImmutableArray<string> Taints(AksNodePoolSpec pool, GpuNode? gpu) =>
        [.. TaintsOf(pool, gpu).Select(taint => $"{taint}")];

    /// <summary>The same taints. Karpenter must know them all: it would start a node for a pod that does not tolerate what AKS
    /// adds.</summary>
    internal static ImmutableArray<TaintSpec> TaintsOf(AksNodePoolSpec pool, GpuNode? gpu) =>
        AksFacts.Taints(pool, gpu is null ? null : GpuNode.OfGpuNodes);

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
    public static Inputs.AgentPoolUpgradeSettingsArgs? Upgrade(AksFacts facts, AksNodePoolSpec pool)
    {
        // AKS refuses settings on spot pools: "Spot pools can't set max surge", nor maxUnavailable.
        if (facts.MaxSurge(pool) is not { } surge)
        {
            return null;
        }

        var settings = new Inputs.AgentPoolUpgradeSettingsArgs { MaxSurge = surge };
        // Without a surge node, one node must go down first.
        if (surge == "0")
        {
            settings.MaxUnavailable = "1";
        }

        if (facts.Gpu(pool) is not null)
        {
            // The default of 30 minutes is too short for a training pod that writes a checkpoint.
            settings.DrainTimeoutInMinutes = 60;
            // A node whose pods a disruption budget protects beyond that keeps them and is left on its old image, cordoned and labelled
            // "Quarantined"; by default AKS would delete it (https://learn.microsoft.com/azure/aks/upgrade-options).
            settings.UndrainableNodeBehavior = UndrainableNodeBehavior.Cordon;
        }

        return settings;
    }
}
