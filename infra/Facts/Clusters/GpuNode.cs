using System.Collections.Immutable;
using System.Globalization;
using Infra.Catalogue;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Facts.Clusters;

/// <summary>The properties of a node of a GPU pool: the only place that decides which GPU it has, who owns the driver, how a GPU is shared
/// and what the scheduler sees. Pools take image, labels and taints from it, autoscalers their hints, and the GPU Operator its values;
/// rules check it.</summary>
/// <param name="Model">The GPU model.</param>
/// <param name="Count">GPUs of the node.</param>
/// <param name="DriverOwner">Who installs the driver and the container toolkit.</param>
/// <param name="Sharing">How a GPU is shared.</param>
public sealed record GpuNode(GpuModel Model, int Count, GpuDriverOwner DriverOwner, GpuSharing Sharing)
{
    /// <summary>Domain of NVIDIA's resources, and of the labels that the GPU Operator and its operands read and write.</summary>
    public const string Domain = "nvidia.com/";

    /// <summary>The extended resource of whole GPUs.</summary>
    public const string Resource = Domain + "gpu";

    /// <summary>The extended resource of GPUs that several pods share, as the device plugin renames it.</summary>
    public const string SharedResource = Resource + ".shared";

    /// <summary>Key of the taint on every GPU node, with the value <c>present</c> and the effect <c>NoSchedule</c>.</summary>
    public const string Taint = Resource;

    /// <summary>The complete taint of GPU nodes.</summary>
    public static TaintSpec OfGpuNodes { get; } = new() { Key = Taint, Value = "present" };

    /// <summary>Label that selects the node's device plugin configuration.</summary>
    public const string DevicePluginConfigLabel = Domain + "device-plugin.config";

    /// <summary>Label that selects the node's MIG layout.</summary>
    public const string MigConfigLabel = Domain + "mig.config";

    /// <summary>Name of the device plugin configuration for GPUs that are not shared, and for every node without the label.</summary>
    public const string Exclusive = "exclusive";

    /// <summary>Name of the MIG layout for GPUs without MIG, and for every node without the label.</summary>
    public const string AllDisabled = "all-disabled";

    // The GPU Operator skips an operand on a node whose label says so (state_manager.go of NVIDIA/gpu-operator).
    private const string DeployLabel = Resource + ".deploy.";

    // What Bottlerocket includes in addition to driver and toolkit: a device plugin, and a MIG manager that runs at boot.
    private static readonly ImmutableArray<string> _ofBottlerocket = ["container-toolkit", "device-plugin", "driver", "mig-manager"];

    /// <summary>Whether the node's image advertises and partitions the GPUs itself, so that the GPU Operator must not, as on
    /// Bottlerocket.</summary>
    /// <value>false</value>
    public bool ImageAdvertises { get; init; }

    /// <summary>Whether shared GPUs and MIG devices have the name of a whole GPU, as on AKS; a pod then chooses by the label of the
    /// pool.</summary>
    /// <value>false</value>
    public bool KeepsGpuName { get; init; }

    /// <summary>Whether pods claim its GPUs from a driver of dynamic resource allocation, and no device plugin counts them.</summary>
    /// <value>false</value>
    public bool IsClaimed { get; init; }

    /// <summary>The extended resource that pods request, or the device class that they claim. Shared GPUs are renamed wherever the
    /// autoscaler allows it, so that nobody mistakes a shared GPU for a whole one.</summary>
    public string ResourceName => Sharing switch
    {
        MigGpu when IsClaimed => "mig.nvidia.com",
        _ when IsClaimed => "gpu.nvidia.com",
        _ when KeepsGpuName => Resource,
        MigGpu mig => $"{Domain}mig-{mig.Profile}",
        TimeSlicedGpu or MpsGpu => SharedResource,
        _ => Resource,
    };

    /// <summary>How many of <see cref="ResourceName"/> one node offers.</summary>
    public int Allocatable => Count * Sharing switch
    {
        MigGpu mig => Model.MigProfiles.FirstOrDefault(profile => profile.Name == mig.Profile)?.Count ?? 0,
        TimeSlicedGpu slices => slices.Replicas,
        MpsGpu slices => slices.Replicas,
        _ => 1,
    };

    /// <summary>Key of the device-plugin configuration that <see cref="DevicePluginConfigLabel"/> selects.</summary>
    public string DevicePluginConfig => Sharing switch
    {
        TimeSlicedGpu slices => string.Create(CultureInfo.InvariantCulture, $"time-slicing-{slices.Replicas}"),
        MpsGpu slices => string.Create(CultureInfo.InvariantCulture, $"mps-{slices.Replicas}"),
        _ => Exclusive,
    };

    /// <summary>Key of the MIG layout that <see cref="MigConfigLabel"/> selects; null for a model without MIG.</summary>
    public string? MigConfig => Model.MigProfiles.IsEmpty ? null : Sharing is MigGpu mig ? MigLayout(mig.Profile) : AllDisabled;

    /// <summary>The labels that tell the GPU Operator what to do on the node.</summary>
    public ImmutableSortedDictionary<string, string> Labels
    {
        get
        {
            var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            labels[DevicePluginConfigLabel] = DevicePluginConfig;
            if (MigConfig is { } layout)
            {
                labels[MigConfigLabel] = layout;
            }

            if (ImageAdvertises)
            {
                foreach (var operand in _ofBottlerocket)
                {
                    labels[DeployLabel + operand] = "false";
                }
            }

            return labels.ToImmutable();
        }
    }

    /// <summary>Name of the MIG layout that partitions every GPU of a node into one profile.</summary>
    public static string MigLayout(string profile) => $"all-{profile}";
}
