using Infra.Specification;

namespace Infra.Catalogue;

/// <summary>What one node of a GPU pool is: the one place that says which GPU it has, who owns the driver, how a GPU is shared and what the
/// scheduler sees. Pools take their image, labels and taints from it, the GPU Operator its values, and rules check it.</summary>
/// <param name="Model">The GPU model.</param>
/// <param name="Count">GPUs of the node.</param>
/// <param name="DriverOwner">Who installs the driver and the container toolkit.</param>
/// <param name="Sharing">How a GPU is shared.</param>
public sealed record GpuNode(GpuModel Model, int Count, GpuDriverOwner DriverOwner, GpuSharing Sharing)
{
    /// <summary>Key of the taint that every GPU node carries, with the value <c>present</c> and the effect <c>NoSchedule</c>.</summary>
    public const string Taint = "nvidia.com/gpu";

    /// <summary>The extended resource that pods ask for. Shared GPUs are renamed, so that nobody takes a share for a whole GPU.</summary>
    public string ResourceName => Sharing switch
    {
        MigGpu mig => $"nvidia.com/mig-{mig.Profile}",
        TimeSlicedGpu or MpsGpu => "nvidia.com/gpu.shared",
        _ => "nvidia.com/gpu",
    };

    /// <summary>How many of <see cref="ResourceName"/> one node offers.</summary>
    public int Allocatable => Count * Sharing switch
    {
        MigGpu mig => Model.MigProfiles.FirstOrDefault(profile => profile.Name == mig.Profile)?.Count ?? 0,
        TimeSlicedGpu slices => slices.Replicas,
        MpsGpu slices => slices.Replicas,
        _ => 1,
    };

    /// <summary>Key of the device-plugin configuration that the node's label <c>nvidia.com/device-plugin.config</c> selects.</summary>
    public string DevicePluginConfig => Sharing switch
    {
        TimeSlicedGpu slices => $"time-slicing-{slices.Replicas}",
        MpsGpu slices => $"mps-{slices.Replicas}",
        _ => "exclusive",
    };

    /// <summary>Key of the MIG layout that the node's label <c>nvidia.com/mig.config</c> selects; absent on a model without MIG.</summary>
    public string? MigConfig => Model.MigProfiles.IsEmpty ? null : Sharing is MigGpu mig ? $"all-{mig.Profile}" : "all-disabled";

    /// <summary>The GPU of a pool's nodes; absent for a pool without GPU and for one that the catalogue does not know.</summary>
    public static GpuNode? Of(ClusterSpec cluster, NodePoolSpec pool)
    {
        var machine = pool is CloudNodePoolSpec cloud ? Clouds.Of(cluster)?.Machines.GetValueOrDefault(cloud.Machine) : null;
        var model = machine is null ? GpuModels.All.GetValueOrDefault(pool.Gpu?.Model ?? "") : machine.Gpu;
        return model is null
            ? null
            : new GpuNode(model, machine?.GpuCount ?? pool.Gpu?.Count ?? 0, pool.Gpu?.Driver ?? DefaultOwner(cluster), pool.Gpu?.Sharing ?? new ExclusiveGpu());
    }

    // The AMI brings the driver on EKS; everywhere else the operator does, so that one pinned version runs on every cluster.
    private static GpuDriverOwner DefaultOwner(ClusterSpec cluster) =>
        cluster is EksClusterSpec ? GpuDriverOwner.NodeImage : GpuDriverOwner.Operator;
}
