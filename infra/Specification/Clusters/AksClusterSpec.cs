using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Specification.Pools;

namespace Infra.Specification.Clusters;

/// <summary>A cluster of Azure Kubernetes Service with its network, identities, keys and pools.</summary>
public sealed record AksClusterSpec : ClusterSpec
{
    /// <summary>Id of the Azure subscription; absent: the one that the environment is logged in to.</summary>
    public string? Subscription { get; init; }

    /// <summary>The cluster's own network.</summary>
    public required AksNetworkSpec Network { get; init; }

    /// <summary>Who may use the Kubernetes API, as object ids of Entra ID groups.</summary>
    public AccessSpec Access { get; init; } = new();

    /// <summary>Id of a registry of Azure that is there already: nodes may pull from it, over an address in the cluster's own network
    /// where endpoints are private.</summary>
    public string? ContainerRegistry { get; init; }

    /// <summary>Networks that may reach a public endpoint; used where endpoints are public.</summary>
    public ImmutableArray<string> PublicAccessCidrs { get; init; } = [];

    /// <summary>Service level of the control plane.</summary>
    /// <value>standard</value>
    public AksTier Tier { get; init; } = AksTier.Standard;

    /// <summary>Days that control-plane logs are kept, 30 to 730 (the limits of a Log Analytics workspace).</summary>
    /// <value>90</value>
    public int LogRetentionDays { get; init; } = 90;

    /// <summary>Whether Microsoft Defender for Containers watches the cluster.</summary>
    /// <value>false</value>
    public bool Defender { get; init; }

    /// <summary>The weekly window in UTC for AKS's own releases, Kubernetes versions and node images.</summary>
    public MaintenanceWindowSpec Maintenance { get; init; } = new();

    /// <summary>How far AKS upgrades Kubernetes by itself; no further than patches of <see cref="ClusterSpec.Version"/>.</summary>
    /// <value>none: Kubernetes changes when the stack says so</value>
    public AksUpgradeChannel UpgradeChannel { get; init; } = AksUpgradeChannel.None;

    /// <summary>How nodes get fixes of their operating system.</summary>
    /// <value>node-image: the default of AKS</value>
    public AksNodeOsUpgradeChannel NodeOsUpgradeChannel { get; init; } = AksNodeOsUpgradeChannel.NodeImage;

    /// <summary>Hours between two runs of the image cleaner, which removes images that no pod uses and that have known vulnerabilities: 24
    /// to 2160, three months (https://learn.microsoft.com/azure/aks/image-cleaner).</summary>
    /// <value>168: a week, the default of AKS</value>
    public int ImageCleanerHours { get; init; } = 168;

    /// <summary>The pool that runs the platform itself.</summary>
    public SystemPoolSpec SystemPool { get; init; } = new();

    /// <summary>Pools for workloads, beside the system pool that every cluster gets.</summary>
    public ImmutableArray<AksNodePoolSpec> Pools { get; init; } = [];

    /// <summary>Machine type of the system pool.</summary>
    [JsonIgnore]
    public string SystemMachine => SystemPool.Machine ?? "Standard_D4ds_v5";

    /// <summary>Size of the root disks of the system pool in GiB.</summary>
    [JsonIgnore]
    public int SystemDiskGiB => SystemPool.DiskGiB ?? 128;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<NodePoolSpec> NodePools => Pools;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "aks";
}
