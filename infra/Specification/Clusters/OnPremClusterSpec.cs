using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Specification.Backups;
using Infra.Specification.Installation;
using Infra.Specification.Networks;
using Infra.Specification.Pools;
using Infra.Specification.Storage;

namespace Infra.Specification.Clusters;

/// <summary>A cluster on the company's own machines: an existing cluster, given by its kubeconfig, or a cluster to install on given
/// hosts.</summary>
public sealed record OnPremClusterSpec : ClusterSpec
{
    /// <summary>The Kubernetes distribution, which decides paths, GPU values and storage.</summary>
    public required Distribution Distribution { get; init; }

    /// <summary>Size of the site.</summary>
    /// <value>standard</value>
    public SiteProfile Profile { get; init; } = SiteProfile.Standard;

    /// <summary>Name of the secret configuration key that holds the kubeconfig of an existing cluster; give exactly one of this and
    /// <see cref="Install"/>.</summary>
    public string? KubeconfigSecret { get; init; }

    /// <summary>How to install the cluster on given hosts; give exactly one of this and <see cref="KubeconfigSecret"/>.</summary>
    public InstallSpec? Install { get; init; }

    /// <summary>URL at which the hub reaches the Kubernetes API of the site, for example <c>https://10.30.0.10:6443</c>: the word of the
    /// stack that there is a route. The certificate of the API must be valid for the host in it.</summary>
    /// <value>absent: the hub does not reach it</value>
    public string? ApiEndpoint { get; init; }

    /// <summary>The site's network.</summary>
    public OnPremNetworkSpec? Network { get; init; }

    /// <summary>What enforces network policies in a cluster of kubeadm, which comes without a network; the other distributions bring
    /// one.</summary>
    /// <value>absent: nobody knows, and a warning by rule ADD115</value>
    public NetworkPolicyEngine? NetworkPolicyEngine { get; init; }

    /// <summary>The existing S3-compatible store for backups and etcd snapshots; absent: no backups, and a warning by rule
    /// CLU071.</summary>
    public ObjectStoreSpec? ObjectStore { get; init; }

    /// <summary>Bucket in <see cref="ObjectStore"/> in which the cluster keeps its logs, where the stack says
    /// <c>observability.logs.store: own</c>; without a lock, because Loki removes what is too old itself.</summary>
    /// <value>absent: the cluster has no store of logs</value>
    public string? LogBucket { get; init; }

    /// <summary>Days for which logs are kept there; 1 to 3650.</summary>
    /// <value>90</value>
    public int LogRetentionDays { get; init; } = 90;

    /// <summary>A second store at another place, into which everything is backed up once more; absent: none.</summary>
    public SiteBackupCopySpec? BackupCopy { get; init; }

    /// <summary>The registration with Azure Arc; absent: none, and nothing of the site is known to Azure.</summary>
    public ArcSpec? Arc { get; init; }

    /// <summary>Pools of the cluster; their sizes are fixed by the number of machines.</summary>
    public ImmutableArray<OnPremNodePoolSpec> Pools { get; init; } = [];

    /// <summary>Its stores, by the members that describe them.</summary>
    [JsonIgnore]
    public IEnumerable<(string Member, ObjectStoreSpec Store)> Stores =>
        from store in new (string Member, ObjectStoreSpec? Store)[] { ("objectStore", ObjectStore), ("backupCopy", BackupCopy) }
        where store.Store is not null
        select (store.Member, store.Store);

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<NodePoolSpec> NodePools => Pools;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? SharedNetwork => Region;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? NetworkCidr => Network?.Cidr;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string KindTitle => $"{Kind} {Spelling.Of(Distribution)}";

    /// <summary>The release of OpenShift, where <c>version</c> is one. Set by the reader.</summary>
    [JsonIgnore]
    public string? OpenShiftRelease { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? DistributionRelease => OpenShiftRelease;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsOpenShift => Distribution == Distribution.OpenShift;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<(string Member, string? Name)> Secrets =>
    [
        .. base.Secrets,
        ("kubeconfigSecret", KubeconfigSecret),
        ("install.sshKeySecret", Install?.SshKeySecret),
        .. Stores.Select(each => ($"{each.Member}.credentialsSecret", (string?)each.Store.CredentialsSecret)),
    ];

    /// <inheritdoc/>
    public override ClusterSpec At(string path, Func<int, string> poolPath)
    {
        var placed = this with { Path = path, Pools = [.. Pools.Select((pool, index) => pool with { Path = poolPath(index) })] };
        return IsOpenShift && OnPremProfile.OpenShiftReleases.TryGetValue(Version, out var version)
            ? placed with { Version = version, OpenShiftRelease = Version }
            : placed;
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "on-prem";
}
