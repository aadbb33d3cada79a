using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Supply;
using Infra.Findings;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Gpu;
using Infra.Specification.Networks;
using Infra.Specification.Pools;
using Infra.Specification.Storage;
using Infra.Specification.Teams;

namespace Infra.Facts.OnPrem;

/// <summary>The facts of an on-prem cluster.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class OnPremFacts(OnPremClusterSpec cluster) : CloudFacts(cluster)
{
    // The class that k3s brings.
    private const string LocalPath = "local-path";

    /// <summary>The image that holds the registration address of the servers; a mirror has it under the same path.</summary>
    public const string KubeVipImage = "ghcr.io/kube-vip/kube-vip:v1.0.3";

    /// <inheritdoc/>
    /// <remarks>A release of RKE2 or k3s comes with a list of its images (docs.rke2.io/install/airgap,
    /// docs.k3s.io/installation/airgap).</remarks>
    public override NodeSupply Supply
    {
        get
        {
            if (cluster.Install is not { } install)
            {
                return new()
                {
                    Unknown = $"{cluster.KindTitle} was installed by others: its release, its packages and the images of its own",
                };
            }

            var distribution = RancherDistribution.Of(cluster);
            var release = $"{distribution.Releases}/{Uri.EscapeDataString(install.Release)}";
            ImmutableArray<string> architectures = install.Digests.IsEmpty ? ["amd64"] : [.. install.Digests.Keys];
            return new()
            {
                Files =
                [
                    .. architectures.Select(architecture => new NodeFile(
                        distribution.File(architecture), $"{release}/{distribution.File(architecture)}",
                        install.Digests.GetValueOrDefault(architecture), distribution.ReleaseRepository,
                        $"{install.Release.Replace('+', '-')}-{architecture}")),
                ],
                Images = install.KubeVip is null ? [] : [KubeVipImage],
                ImageLists = distribution.Name == RancherDistribution.Rke2.Name
                    ? [.. architectures.Select(architecture => $"{release}/rke2-images-all.linux-{architecture}.txt")]
                    : [$"{release}/k3s-images.txt"],
                Unknown = "the packages of the hosts' operating system come from its own archive",
            };
        }
    }

    /// <inheritdoc/>
    public override string? SubjectOf(GroupSpec group) => group.Oidc ?? group.Name;

    /// <inheritdoc/>
    public override string GroupMember => "oidc";

    /// <inheritdoc/>
    public override ImmutableArray<string> Versions => OnPremProfile.Versions;

    /// <inheritdoc/>
    public override IEnumerable<ChargedNodes> ChargedNodes(PlatformSpec platform) => cluster.Pools.Select(pool => Charged(pool, []));

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string>? InternalLoadBalancer => null;

    /// <inheritdoc/>
    public override string? RouteObstacle(PlatformSpec platform, CloudFacts hub) => cluster.ApiEndpoint is null
        ? $"apiEndpoint does not say at which URL {hub.Cluster.Name} reaches the API of the site"
        : null;

    /// <inheritdoc/>
    public override string? RouteObstacle(PlatformSpec platform, HubSpec hub) => cluster.ApiEndpoint is null
        ? $"apiEndpoint does not say at which URL {hub.Name} reaches the API of the site"
        : null;

    /// <summary>How the network encrypts what pods send from one machine to another.</summary>
    public NetworkEncryption Encryption(PlatformSpec platform) => cluster.Network?.Encryption
        ?? (platform.Sovereignty.EncryptTraffic && cluster.Install is not null ? NetworkEncryption.Wireguard : NetworkEncryption.None);

    /// <inheritdoc/>
    public override bool EncryptsTraffic(PlatformSpec platform) => Encryption(platform) != NetworkEncryption.None;

    /// <inheritdoc/>
    public override string? EncryptionSetting => "network.encryption";

    /// <inheritdoc/>
    public override bool KnowsNamespaces => cluster.Install is not null;

    /// <inheritdoc/>
    /// <remarks>Below the folder of k3s's state (manifests/helm-profiles/platform-k3s.yaml of istio/istio); RKE2 keeps to those of
    /// Kubernetes, and OpenShift has a profile of its own.</remarks>
    public override (string Configuration, string Programs)? NetworkFolders => cluster.Distribution != Distribution.K3s
        ? null
        : ($"{RancherDistribution.Of(cluster).Data}/agent/etc/cni/net.d", $"{RancherDistribution.Of(cluster).Data}/data/cni");

    /// <inheritdoc/>
    /// <remarks>Hosts of a site may enforce it, and it changes nothing where they do not. The type of containers that are part of the
    /// host, as Istio's own profile for OpenShift sets it (istio/istio#53529, istio/istio#59057).</remarks>
    public override string? AgentType => "spc_t";

    /// <inheritdoc/>
    public override string? ApiEndpoint => cluster.ApiEndpoint;

    /// <inheritdoc/>
    /// <remarks>The servers' own port: RKE2 and k3s look at policies after the address of the service is translated. What an adopted
    /// cluster does is not known.</remarks>
    public override ImmutableArray<int> ApiPorts => cluster.Install is null ? [443, 6443] : [6443];

    /// <inheritdoc/>
    public override ImmutableArray<string> BalancerAddresses => cluster.Network?.AddressPools ?? [];

    /// <inheritdoc/>
    /// <remarks>OpenShift since 4.19, which refuses the kinds of anybody else (manifests/01-validating-admission-policy.yaml of
    /// openshift/cluster-ingress-operator). RKE2 from 1.37 (rancher/rke2#11135), before that with Traefik, as k3s does (chart traefik-crd
    /// of k3s-io/k3s-charts). Where there are address pools there is no Traefik: the platform turns it off, or has asked for
    /// that.</remarks>
    public override string? GatewayApiOwner => cluster switch
    {
        { IsOpenShift: true } => "the Ingress Operator of OpenShift",
        { Distribution: Distribution.Rke2 } when KubernetesMinor.Of(cluster.Version) >= 37 => "RKE2 itself",
        { Network.AddressPools.IsEmpty: false } => null,
        { Distribution: Distribution.K3s } => "the Traefik of k3s",
        { Distribution: Distribution.Rke2 } when KubernetesMinor.Of(cluster.Version) >= 36 => "the Traefik of RKE2",
        _ => null,
    };

    /// <inheritdoc/>
    /// <remarks>OpenShift from 4.22, with Istio 1.28: it turns the support on where it sees the kind (inferencepoolCrdExists of
    /// openshift/cluster-ingress-operator). 4.21 has Istio 1.27, which knows an older kind alone (pkg/config/schema/metadata.yaml of
    /// istio/istio).</remarks>
    public override bool BringsPoolGateway => cluster.IsOpenShift && KubernetesMinor.Of(cluster.Version) >= 35;

    /// <inheritdoc/>
    /// <remarks>RKE2 begins new clusters with Traefik since v1.36 (https://docs.rke2.io/reference/ingress_migration); where there are
    /// address pools, the platform turns the controller off.</remarks>
    public override ImmutableArray<string>? IngressClasses => cluster switch
    {
        { Install: null } => null,
        { Network.AddressPools.IsEmpty: false } => [],
        { Distribution: Distribution.Rke2 } when KubernetesMinor.Of(cluster.Version) < 36 => ["nginx"],
        _ => ["traefik"],
    };

    /// <inheritdoc/>
    public override string? ParallelPullsObstacle =>
        cluster.Install is null ? "the platform does not configure the hosts of an adopted cluster" : null;

    /// <inheritdoc/>
    public override string? ImageSharingObstacle => (cluster.Distribution, cluster.Install) switch
    {
        (Distribution.OpenShift, _) => "OpenShift runs CRI-O, and Spegel needs containerd",
        (Distribution.Rke2 or Distribution.K3s, null) =>
            "the platform does not configure the hosts of an adopted cluster, and " +
            $"{Spelling.Of(cluster.Distribution)} has Spegel in itself: set embedded-registry: true on its servers",
        _ => null,
    };

    /// <inheritdoc/>
    public override bool SharesImagesItself => cluster.Install is not null;

    /// <inheritdoc/>
    public override string? AutoscalerObstacle => "an on-prem site has a fixed number of machines; remove the add-on here.";

    /// <inheritdoc/>
    /// <remarks>A small site forwards, or keeps its logs on its nodes, unless it names the add-on.</remarks>
    public override LogStore? OwnLogs(PlatformSpec platform) =>
        cluster is { ObjectStore: { } store, LogBucket: { } bucket } && (HighlyAvailable || KeepsLogs)
            ? new LokiLogs(store, bucket, cluster.LogRetentionDays) : null;

    /// <inheritdoc/>
    public override string? OwnLogsObstacle => !HighlyAvailable && !KeepsLogs ? null
        : cluster.ObjectStore is null
            ? "objectStore is missing, and Loki keeps logs nowhere else. Describe the store and name a logBucket in it; or give " +
                "observability.logs.endpoint as well, to which the cluster then sends."
        : cluster.LogBucket is null
            ? "logBucket is missing, and logs do not go into the bucket of the backups, which is locked. Name another bucket of " +
                "objectStore; or give observability.logs.endpoint as well, to which the cluster then sends."
        : null;

    private bool KeepsLogs => cluster.AddOns.Any(addOn => addOn.KeepsLogs);

    /// <inheritdoc/>
    public override bool HasSystemPool => false;

    /// <inheritdoc/>
    /// <remarks>For an adopted site the servers are unknown, so only its pools count.</remarks>
    public override bool HasThreeNodes => cluster.Install is { } install
        ? ClusterHost.Of(cluster, install)
            .Count(host => Takes(host.Pool) || host is { Role: not HostRole.Agent, Pool.Taints.IsEmpty: true }) >= 3
        : cluster.Pools.Where(Takes).Sum(pool => pool.Nodes) >= 3;

    /// <inheritdoc/>
    public override bool HighlyAvailable => cluster.Profile != SiteProfile.Edge;

    /// <inheritdoc/>
    public override ImmutableArray<StorageProvider> StorageProviders(string storageClass) => storageClass == StorageClasses.Parallel
        ? [StorageProvider.Existing]
        : [StorageProvider.RookCeph, StorageProvider.Longhorn, StorageProvider.Existing];

    /// <inheritdoc/>
    public override StorageProvider? DefaultStorageProvider => null;

    /// <inheritdoc/>
    public override string? ParallelSizeObstacle => "on-prem storage already exists";

    /// <inheritdoc/>
    public override string? OwnDisksObstacle => null;

    /// <inheritdoc/>
    public override bool StoresWith(StorageProvider provider) => Asked.Any(asked => asked.Provider == provider);

    /// <inheritdoc/>
    /// <remarks>Three if there are three nodes, otherwise one per node.</remarks>
    public override int StorageCopies => Math.Clamp(
        cluster.Install is { } install ? ClusterHost.Of(cluster, install).Count : cluster.Pools.Sum(pool => pool.Nodes), 1, 3);

    /// <inheritdoc/>
    public override bool LacksSnapshotController => !OnPremProfile.BringsSnapshots(cluster.Distribution);

    /// <inheritdoc/>
    public override bool HasBackupStore => cluster.ObjectStore is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Member, ObjectStoreSpec Store)> ObjectStores => cluster.Stores;

    /// <inheritdoc/>
    public override bool AsksForLock => cluster.Stores.Any(each => each.Store.Lock != ObjectLock.None);

    /// <inheritdoc/>
    public override BackupLocation? Backups(PlatformSpec platform) =>
        cluster.ObjectStore is { } store ? Location(store, ResourceNames.BackupSecret) : null;

    /// <inheritdoc/>
    public override (BackupLocation Location, string Schedule)? SecondBackups =>
        cluster.BackupCopy is { } store ? (Location(store, ResourceNames.BackupCopySecret), store.Schedule) : null;

    /// <inheritdoc/>
    /// <remarks>Folders of a host, of the type "local" and not "hostPath" (k3s, manifests/local-storage.yaml), so that Velero can read
    /// their files.</remarks>
    public override IEnumerable<(string StorageClass, string Action)> VolumePolicies =>
        cluster.Distribution == Distribution.K3s ? [(LocalPath, StorageClasses.ReadFiles)] : [];

    /// <inheritdoc/>
    public override string? CanaryClass => base.CanaryClass ?? (cluster.Distribution == Distribution.K3s ? LocalPath : null);

    /// <inheritdoc/>
    /// <remarks>A host that enforces SELinux, as OpenShift hosts do, keeps an ordinary pod from reading the files of another.</remarks>
    public override bool ReadsVolumesPrivileged => true;

    /// <inheritdoc/>
    public override bool LabelsNodes(NodePoolSpec pool) =>
        cluster.Install is not null || pool is OnPremNodePoolSpec { NodeNames.IsEmpty: false };

    /// <summary>Labels of a node: the platform's own, those for the GPU Operator, then the pool's.</summary>
    /// <param name="pool">Its pool; absent for a server that runs only the control plane and the platform.</param>
    public IReadOnlyDictionary<string, string> Labels(OnPremNodePoolSpec? pool)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [NodeConventions.PoolLabel] = pool?.Name ?? NodeConventions.SystemPool,
        };
        if (pool is null)
        {
            return labels;
        }

        var gpu = Gpu(pool)?.Labels.AsEnumerable() ?? [];
        foreach (var (key, value) in gpu.Concat(pool.Labels))
        {
            labels[key] = value;
        }

        return labels;
    }

    /// <inheritdoc/>
    public override (GpuDriverOwner Owner, string Reason)? OnlyDriverOwner(NodePoolSpec pool) =>
        cluster.IsOpenShift ? (GpuDriverOwner.Operator, "on OpenShift the GPU Operator that OLM installs manages the driver") : null;

    /// <inheritdoc/>
    /// <remarks>The nodes of a site have no labels of zones.</remarks>
    protected override ImmutableArray<string> NetworkLevels(NodePoolSpec pool) => [Placement.HostLabel];

    /// <inheritdoc/>
    public override IEnumerable<(NodePoolSpec Pool, Interconnect Network)> RdmaPools =>
        cluster.Pools.Where(pool => pool.Interconnect is Interconnect.InfiniBand or Interconnect.Roce)
            .Select(pool => ((NodePoolSpec)pool, pool.Interconnect));

    /// <inheritdoc/>
    public override bool MayRestartNodes => false;

    /// <inheritdoc/>
    public override string? ContainerdSocket =>
        cluster.Distribution is Distribution.Rke2 or Distribution.K3s ? "/run/k3s/containerd/containerd.sock" : null;

    private IEnumerable<StorageClassSpec> Asked =>
        new[] { cluster.Storage.Fast, cluster.Storage.Shared, cluster.Storage.Parallel }.OfType<StorageClassSpec>();

    // Many S3-compatible stores refuse the checksum that the AWS SDK adds by default (velero-plugin-for-aws, backupstoragelocation.md).
    private BackupLocation Location(ObjectStoreSpec store, string credentials) => new(
        BackupProvider, store.Bucket, new Dictionary<string, string>
        {
            ["region"] = store.Region,
            ["s3Url"] = store.Endpoint,
            ["s3ForcePathStyle"] = "true",
            ["checksumAlgorithm"] = "",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        store.CaCertificate, credentials);

    // A host without a pool is a server that runs the platform.
    private static bool Takes(OnPremNodePoolSpec? pool) => pool is null or { Gpu: null, Taints.IsEmpty: true };
}
