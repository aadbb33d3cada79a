using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;
using Infra.Specification.Backups;
using Infra.Specification.Pools;
using Infra.Specification.Secrets;

namespace Infra.Specification.Clusters;

/// <summary>A cluster of Azure Kubernetes Service with its network, identities, keys and pools.</summary>
public sealed record AksClusterSpec : CloudClusterSpec
{
    /// <summary>Id of the Azure subscription; absent: the current subscription of the environment.</summary>
    public string? Subscription { get; init; }

    /// <summary>The cluster's own network.</summary>
    public required AksNetworkSpec Network { get; init; }

    /// <summary>Id of an existing Azure container registry from which nodes may pull, through a private endpoint in the cluster's network
    /// where endpoints are private.</summary>
    public string? ContainerRegistry { get; init; }

    /// <summary>An existing key vault with the secrets of workloads, which the store <c>key-vault</c> reads, through a private endpoint in
    /// the cluster's network where endpoints are private.</summary>
    /// <value>absent: one that is made for the cluster</value>
    public KeyVaultSpec? SecretVault { get; init; }

    /// <summary>Where the immutable copy of the backups is kept; absent: beside them, in the cluster's region and subscription.</summary>
    public AksBackupCopySpec? BackupCopy { get; init; }

    /// <summary>Azure Backup in place of Velero, which is then off on this cluster.</summary>
    /// <value>absent: Velero</value>
    public AksBackupVaultSpec? BackupVault { get; init; }

    /// <summary>Id of a storage account with the backups of another cluster, usually its immutable copy, to restore from: Velero may read
    /// it, at an address in the cluster's network where endpoints are private, as its location <c>restore</c>.</summary>
    public string? RestoreFrom { get; init; }

    /// <summary>Service level of the control plane.</summary>
    /// <value>standard</value>
    public AksTier Tier { get; init; } = AksTier.Standard;

    /// <summary>How the program logs in to the Kubernetes API.</summary>
    /// <value>azure-cli</value>
    public AksLogin Login { get; init; } = AksLogin.AzureCli;

    /// <summary>Client id (a GUID) of the application or of the user-assigned identity of <see cref="Login"/>; not for
    /// <c>azure-cli</c>.</summary>
    public string? LoginClient { get; init; }

    /// <summary>Whether Microsoft Defender for Containers monitors the cluster. The stack turns the plan <c>Containers</c> of Microsoft
    /// Defender for Cloud on for this cluster, which is paid for by the processors of its nodes.</summary>
    /// <value>false</value>
    public bool Defender { get; init; }

    /// <summary>Whether Azure's cost analysis shows the costs of the cluster by namespace; not with the tier <c>free</c>, and only under an
    /// Enterprise Agreement or a Microsoft Customer Agreement (https://learn.microsoft.com/azure/aks/cost-analysis).</summary>
    /// <value>false</value>
    public bool CostAnalysis { get; init; }

    /// <summary>The weekly maintenance window in UTC for AKS's own releases, Kubernetes versions and node images.</summary>
    public MaintenanceWindowSpec Maintenance { get; init; } = new();

    /// <summary>How far AKS upgrades Kubernetes automatically: at most to patches of <see cref="ClusterSpec.Version"/>.</summary>
    /// <value>none: Kubernetes is upgraded only by the stack</value>
    public AksUpgradeChannel UpgradeChannel { get; init; } = AksUpgradeChannel.None;

    /// <summary>How nodes get operating system updates.</summary>
    /// <value>node-image: the default of AKS</value>
    public AksNodeOsUpgradeChannel NodeOsUpgradeChannel { get; init; } = AksNodeOsUpgradeChannel.NodeImage;

    /// <summary>Hours between runs of the image cleaner, which removes unused images with known vulnerabilities: 24 to 2160 (three months)
    /// (https://learn.microsoft.com/azure/aks/image-cleaner).</summary>
    /// <value>168: a week, the default of AKS</value>
    public int ImageCleanerHours { get; init; } = 168;

    /// <summary>Pools for workloads, in addition to the system pool that every cluster gets.</summary>
    public ImmutableArray<AksNodePoolSpec> Pools { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<NodePoolSpec> NodePools => Pools;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? NetworkCidr => Network.Cidr;

    /// <inheritdoc/>
    [JsonIgnore]
    public override BackupCopySpec? SecondBackups => BackupCopy;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Zones => Network.Zones;

    /// <inheritdoc/>
    [JsonIgnore]
    public override CloudProfile Cloud => AzureProfile.Profile;

    /// <inheritdoc/>
    public override ClusterSpec At(string path, Func<int, string> poolPath) =>
        this with { Path = path, Pools = [.. Pools.Select((pool, index) => pool with { Path = poolPath(index) })] };

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "aks";
}
