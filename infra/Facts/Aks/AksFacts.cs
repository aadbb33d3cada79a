using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Catalogue.Prices;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Supply;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Formats;
using Infra.Specification.Pools;
using Infra.Specification.Secrets;
using Infra.Specification.Teams;

namespace Infra.Facts.Aks;

/// <summary>The facts of a cluster of Azure Kubernetes Service.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class AksFacts(AksClusterSpec cluster) : CloudFacts(cluster)
{
    /// <summary>Key of the label and of the taint that AKS gives to every spot node.</summary>
    public const string SpotKey = "kubernetes.azure.com/scalesetpriority";

    /// <summary>Value of both.</summary>
    public const string Spot = "spot";

    /// <summary>How many nodes an upgrade of a plain pool adds beforehand: what Microsoft recommends for production ("Customize node surge
    /// upgrade").</summary>
    public const string PlainSurge = "33%";

    /// <summary>How many nodes Karpenter replaces at the same time: its own default, of which it starts the new one first.</summary>
    public const string KarpenterSurge = "10%";

    /// <summary>The largest disk of an operating system in GiB (maximum of <c>osDiskSizeGB</c> in Microsoft.ContainerService).</summary>
    public const int MostDiskGiB = 2048;

    // https://learn.microsoft.com/azure/aks/internal-lb
    private static readonly ImmutableSortedDictionary<string, string> _internalLoadBalancer =
        ImmutableSortedDictionary<string, string>.Empty.Add("service.beta.kubernetes.io/azure-load-balancer-internal", "true");

    /// <inheritdoc/>
    public override NodeSupply Supply => new()
    {
        Unknown = "the control plane, the image of the nodes and the add-ons that Azure manages come from Azure itself",
    };

    /// <inheritdoc/>
    public override string? SubjectOf(GroupSpec group) => group.Azure;

    /// <inheritdoc/>
    public override ImmutableArray<string> DeployerGroups => cluster.Access.Administrators;

    /// <inheritdoc/>
    public override string GroupMember => "azure";

    /// <inheritdoc/>
    public override ImmutableArray<string> Versions => cluster.Cloud.Versions;

    /// <inheritdoc/>
    public override string? ExtendedSupportSetting => cluster.Tier != AksTier.Premium ? "tier to premium" : null;

    /// <inheritdoc/>
    public override NamedValue? Account => Named(cluster.Subscription);

    /// <inheritdoc/>
    public override string? PrincipalForm => "the object id (a GUID) of an Entra ID group";

    /// <inheritdoc/>
    public override bool IsPrincipal(string text) => AzureGuid.Fits(text);

    /// <inheritdoc/>
    public override string? LogRetentionForm => "a Log Analytics workspace: 30 to 730";

    /// <inheritdoc/>
    public override bool IsLogRetention(int days) => days is >= 30 and <= 730;

    /// <inheritdoc/>
    public override LogStore? OwnLogs(PlatformSpec platform) => LogRouteObstacle(platform) is null ? new WorkspaceLogs() : null;

    /// <inheritdoc/>
    public override string? OwnLogsObstacle => null;

    /// <inheritdoc/>
    /// <remarks>A private link scope gives private addresses to names that all of Azure Monitor shares, so there is one scope for all
    /// networks that ask the same servers (https://learn.microsoft.com/azure/azure-monitor/logs/private-link-design). The zones with these
    /// names are the cluster's own.</remarks>
    public override string? LogRouteObstacle(PlatformSpec platform)
    {
        if (platform.Sovereignty.Endpoints == EndpointAccess.Public)
        {
            return null;
        }

        if (AzureCloud.Of(cluster).MonitorZones.IsEmpty)
        {
            return $"Azure Monitor has no private names in {cluster.Region}";
        }

        var linked = cluster.Network.LinkedNetworks;
        if (!cluster.Network.DnsServers.IsEmpty && linked.IsEmpty)
        {
            return "network.dnsServers know no private name of Azure Monitor: the cluster's own zones have them, and " +
                "network.linkedNetworks links these to no network of the servers";
        }

        return platform.Clusters.OfType<AksClusterSpec>().TakeWhile(other => other.Name != cluster.Name)
            .SelectMany(other => linked.Intersect(other.Network.LinkedNetworks, StringComparer.OrdinalIgnoreCase).Select(id =>
                $"{id} in network.linkedNetworks knows Azure Monitor by the private names of {other.Name}, and a network can be linked " +
                "to one zone of a name"))
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    /// <remarks>The private name of an API server is in a private zone of the cluster's own network, and a peering leads to the next
    /// network and not beyond it (https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview).</remarks>
    public override string? RouteObstacle(PlatformSpec platform, CloudFacts hub) =>
        !hub.HasPublicIssuer ? $"Entra ID cannot read the keys of the service accounts of {hub.Cluster.Name}"
        : platform.Sovereignty.Endpoints == EndpointAccess.Private
            ? $"its API server is private: {hub.Cluster.Name} can neither resolve its name nor reach its network through a hub network"
        : hub.LeavesByOwnAddress ? null
        : $"{hub.Cluster.Name} has no public address of its own that the public endpoint could admit";

    /// <inheritdoc/>
    public override string? RouteObstacle(PlatformSpec platform, HubSpec hub) =>
        hub.Issuer is null ? $"Entra ID cannot read the keys of the service accounts of {hub.Name}"
        : platform.Sovereignty.Endpoints == EndpointAccess.Private
            ? $"its API server is private: {hub.Name} can neither resolve its name nor reach its network through a hub network"
        : hub.Addresses.IsEmpty ? $"{hub.Name} has no public address of its own that the public endpoint could admit"
        : null;

    /// <inheritdoc/>
    public override HubLogin LoginOf(CloudFacts? hub) => HubLogin.Federation;

    /// <inheritdoc/>
    public override string? TokenAudience => AksNames.TokenAudience;

    /// <inheritdoc/>
    public override bool HasPublicIssuer => true;

    /// <inheritdoc/>
    public override bool LeavesByOwnAddress => cluster.Network.Egress == AksEgress.NatGateway;

    /// <inheritdoc/>
    /// <remarks>Pods use an overlay network and take no address from the network.</remarks>
    public override int AddressesPerNode => 1;

    /// <inheritdoc/>
    /// <remarks>The first four addresses of a subnet and the last
    /// (https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq).</remarks>
    public override int ReservedAddresses => 5;

    /// <inheritdoc/>
    public override long NodesOfUpgrades =>
        Nodes(PlainSurge, cluster.SystemPool.Max) + cluster.Pools.Sum(pool => Nodes(MaxSurge(pool), pool.Max));

    /// <inheritdoc/>
    public override IEnumerable<QuotaNeed> Quotas(Func<string, int> planned) => AksQuotas.Of(
        cluster, cluster.SystemPool.Max + Nodes(PlainSurge, cluster.SystemPool.Max),
        pool => pool.Max + Nodes(MaxSurge(pool), pool.Max), planned);

    /// <inheritdoc/>
    public override string? DnsZoneForm =>
        "the id of a zone: /subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/dnsZones/<domain>, or privateDnsZones";

    /// <inheritdoc/>
    /// <remarks>Both log in with what Azure's webhook gives to their pods: getAuthorization in pkg/issuer/acme/dns/azuredns of
    /// cert-manager/cert-manager, getCredentials in provider/azure/config.go of kubernetes-sigs/external-dns.</remarks>
    public override DnsZone? DnsZone
    {
        get
        {
            var isPrivate = cluster.Ingress?.Zone is { } id && AksResourceId.Of(id, AksResourceId.PrivateDnsZone) is not null;
            if (ZoneId is not { } zone || !AzureGuid.Fits(zone.Subscription))
            {
                return null;
            }

            var cloud = AzureCloud.Of(cluster).LoginEnvironment;
            var config = new JsonObject
            {
                ["cloud"] = cloud, ["resourceGroup"] = zone.Group, ["subscriptionId"] = zone.Subscription,
                ["useWorkloadIdentityExtension"] = true,
            };
            return new(
                isPrivate ? "azure-private-dns" : "azure", zone.Name, isPrivate,
                new JsonObject
                {
                    ["azureDNS"] = new JsonObject
                    {
                        ["environment"] = cloud, ["hostedZoneName"] = zone.Name, ["resourceGroupName"] = zone.Group,
                        ["subscriptionID"] = zone.Subscription, ["zoneType"] = isPrivate ? "AzurePrivateZone" : "AzurePublicZone",
                    },
                },
                new JsonObject
                {
                    // A secret by its kind alone: it says where the zone is and holds no key.
                    ["secretConfiguration"] = new JsonObject
                    {
                        ["enabled"] = true, ["mountPath"] = "/etc/kubernetes",
                        ["data"] = new JsonObject { ["azure.json"] = config.ToJsonString() },
                    },
                });
        }
    }

    /// <inheritdoc/>
    public override (string Zone, string Cluster)? DnsZoneTenants(PlatformSpec platform) =>
        platform.AzureTenant(ZoneId?.Subscription) is { } theirs && platform.AzureTenant(cluster.Subscription) is { } own && theirs != own
            ? (theirs, own)
            : null;

    private AksResourceId? ZoneId => cluster.Ingress?.Zone is { } id
        ? AksResourceId.Of(id, AksResourceId.DnsZone) ?? AksResourceId.Of(id, AksResourceId.PrivateDnsZone)
        : null;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> InternalLoadBalancer => _internalLoadBalancer;

    /// <inheritdoc/>
    /// <remarks>LocalDNS, which AKS may turn on (https://learn.microsoft.com/azure/aks/localdns-custom).</remarks>
    public override string NameCache => "169.254.10.11/32";

    /// <inheritdoc/>
    public override PodNetwork? PodNetwork => new("network.podCidr", cluster.Network.PodCidr, 256);

    /// <inheritdoc/>
    public override string? OwnRegistry => AksNames.RegistryHost(cluster);

    /// <inheritdoc/>
    public override JsonObject? RegistryLogin(string host) =>
        host == OwnRegistry ? new() { ["name"] = "azureWorkloadIdentity", ["endpoints"] = new JsonArray(host) } : null;

    /// <inheritdoc/>
    public override string? MachineQuery => "az vm list-skus --location";

    /// <inheritdoc/>
    public override int MostSystemDiskGiB => MostDiskGiB;

    /// <inheritdoc/>
    public override int MostNodeDiskGiB(CloudNodePoolSpec pool) =>
        pool is AksNodePoolSpec { OsDisk: OsDisk.Ephemeral } && Machine(pool) is { } machine
            ? Math.Min(machine.TemporaryDiskGiB, MostDiskGiB)
            : MostDiskGiB;

    /// <summary>Whether the OS disk of a system node is on its host: where it fits there.</summary>
    public bool SystemDiskIsEphemeral =>
        AzureProfile.Profile.Machines.GetValueOrDefault(cluster.SystemMachine)?.TemporaryDiskGiB >= cluster.SystemDiskGiB;

    /// <inheritdoc/>
    /// <remarks>The free tier costs nothing (https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers).</remarks>
    public override ImmutableArray<Charge> ControlPlaneCharges => cluster.Tier switch
    {
        AksTier.Standard => [new(PriceItem.StandardClusterOnAzure, 1)],
        AksTier.Premium => [new(PriceItem.PremiumClusterOnAzure, 1)],
        _ => [],
    };

    /// <inheritdoc/>
    public override IEnumerable<ChargedNodes> ChargedNodes(PlatformSpec platform) =>
    [
        new(
            NodeConventions.SystemPool, cluster.SystemPool.Min, cluster.SystemPool.Max, Capacity.OnDemand,
            PriceItem.Machine(cluster.SystemMachine), SystemDiskIsEphemeral ? [] : DiskOf(cluster.SystemDiskGiB)),
        .. cluster.Pools.Select(pool => Charged(pool, IsEphemeral(pool) ? [] : DiskOf(pool.DiskGiB))),
    ];

    // Karpenter puts it on the host wherever it fits there.
    private bool IsEphemeral(AksNodePoolSpec pool) => pool.Provisioner == Provisioner.Karpenter
        ? Machine(pool)?.TemporaryDiskGiB >= pool.DiskGiB
        : pool.OsDisk == OsDisk.Ephemeral;

    // Every machine of the catalogue takes premium SSDs, which AKS then uses for managed OS disks
    // (https://learn.microsoft.com/azure/aks/concepts-storage#default-os-disk-sizing).
    private static ImmutableArray<Charge> DiskOf(int gib) => PriceItem.PremiumDisk(gib) is { } disk ? [new(disk, 1)] : [];

    /// <inheritdoc/>
    public override string? ReservationForm =>
        "the id of a capacity reservation group: /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/capacityReservationGroups/…";

    /// <inheritdoc/>
    public override bool IsReservation(string text) => AksResourceId.Of(text, AksResourceId.CapacityReservationGroup) is not null;

    /// <inheritdoc/>
    public override string? ParallelPullsObstacle => "AKS has no setting for parallel image pulls";

    /// <inheritdoc/>
    public override string? AutoscalerObstacle => "AKS scales its node pools itself; remove the add-on here.";

    /// <inheritdoc/>
    /// <remarks>AKS adds it to every spot node (https://learn.microsoft.com/azure/aks/spot-node-pool), where the GPU Operator's agents do
    /// not run without tolerating it (NVIDIA/gpu-operator#577).</remarks>
    public override string? SpotTaint => SpotKey;

    /// <inheritdoc/>
    /// <remarks>Azure's webhook injects the token based on it.</remarks>
    public override ImmutableSortedDictionary<string, string> IdentityLabels =>
        ImmutableSortedDictionary<string, string>.Empty.Add(AksNames.WorkloadIdentityLabel, "true");

    /// <inheritdoc/>
    public override ImmutableArray<LustreTier> LustreTiers => LustreTier.Azure;

    /// <inheritdoc/>
    public override IEnumerable<(NodePoolSpec Pool, Interconnect Network)> RdmaPools =>
        cluster.Pools.Where(pool => pool.Interconnect == Interconnect.InfiniBand).Select(pool => ((NodePoolSpec)pool, pool.Interconnect));

    /// <inheritdoc/>
    public override bool MountsAzureLustre => cluster.Storage.Parallel is not null;

    /// <inheritdoc/>
    /// <remarks>https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix, limitations.</remarks>
    public override string? VeleroObstacle => cluster.BackupVault is null
        ? null
        : "Azure Backup backs up this cluster (backupVault) with a Velero of its own, and two disturb each other. Remove velero, or " +
            "backupVault.";

    /// <inheritdoc/>
    public override ImmutableArray<string> AddOnNamespaces => cluster.BackupVault is null ? [] : [AksNames.VaultNamespace];

    /// <inheritdoc/>
    public override string BackupProvider => "azure";

    /// <inheritdoc/>
    public override string? KedaIdentity => "azure-workload";

    /// <inheritdoc/>
    public override string? QueueForm =>
        "the id of a resource or of a resource group, such as " +
        "/subscriptions/{id}/resourceGroups/{group}/providers/Microsoft.ServiceBus/namespaces/{name}";

    /// <inheritdoc/>
    public override bool IsQueue(string text) => AksResourceId.IsGroupOrResource(text);

    /// <inheritdoc/>
    public override ImmutableArray<SecretStoreKind> CloudSecretStores => [SecretStoreKind.KeyVault];

    /// <inheritdoc/>
    public override KeyVaultSpec? KeyVault => cluster.SecretVault;

    /// <inheritdoc/>
    public override JsonObject SecretProvider(PlatformSpec platform, JsonObject account)
    {
        var azure = AzureCloud.Of(cluster);
        return new JsonObject
        {
            ["azurekv"] = new JsonObject
            {
                ["authType"] = "WorkloadIdentity",
                ["environmentType"] = azure.SecretsEnvironment,
                ["vaultUrl"] = $"https://{AksNames.SecretVault(platform, cluster)}.{azure.PublicVaultSuffix}",
                ["serviceAccountRef"] = account,
            },
        };
    }

    /// <inheritdoc/>
    /// <remarks>The full URI saves Velero from looking up the account, for which it would need permissions on the resource group. Without
    /// the authority, and without a credentials file, Velero logs in to the public cloud wherever it runs (getCloudConfiguration in
    /// pkg/util/azure).</remarks>
    public override BackupLocation? Backups(PlatformSpec platform) => Location(AksNames.BackupAccount(platform, cluster));

    /// <inheritdoc/>
    public override BackupLocation? RestoreSource =>
        cluster.RestoreFrom is { } id && AksResourceId.Of(id, AksResourceId.StorageAccount) is { } account
            ? Location(account.Name.ToLowerInvariant())
            : null;

    /// <inheritdoc/>
    public override NamedValue? CopyAccount => Named(cluster.BackupCopy?.Subscription);

    /// <inheritdoc/>
    public override bool CopyIsTheImmutableOne => true;

    private static NamedValue? Named(string? subscription) => subscription is null
        ? null
        : new("subscription", subscription, AzureGuid.Fits(subscription), $"an Azure subscription. Allowed: a GUID, such as {Guid.Empty}");

    private BackupLocation Location(string account)
    {
        var cloud = AzureCloud.Of(cluster);
        return new(BackupProvider, AksNames.BackupContainer, new Dictionary<string, string>
        {
            ["storageAccount"] = account,
            ["storageAccountURI"] = $"https://{account}.blob.{cloud.StorageSuffix}",
            ["useAAD"] = "true",
            ["activeDirectoryAuthorityURI"] = cloud.Login,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    /// <remarks>AKS labels the nodes of every NVIDIA machine with <c>kubernetes.azure.com/accelerator</c>, whoever installs the driver, and
    /// its autoscaler counts a node with that label as unready until <c>nvidia.com/gpu</c> is allocatable
    /// (FilterOutNodesWithUnreadyResources in processors/customresources/gpu_processor.go of kubernetes/autoscaler). Beyond three unready
    /// nodes and 45 % of all nodes it stops for the whole cluster (kubernetes/autoscaler#8095, Azure/AKS#5161).</remarks>
    public override bool CountsGpusByName => true;

    /// <inheritdoc/>
    public override ImmutableArray<TaintSpec> TaintsOf(NodePoolSpec pool) =>
        pool is AksNodePoolSpec nodes ? Taints(nodes, AcceleratorTaint(pool)) : base.TaintsOf(pool);

    /// <summary>Taints of a pool's nodes, that of its accelerators and the one that AKS gives to spot nodes included.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="accelerators">The taint of its accelerators; null if it has none.</param>
    public static ImmutableArray<TaintSpec> Taints(AksNodePoolSpec pool, TaintSpec? accelerators)
    {
        var spot = pool.Capacity == Capacity.Spot ? new TaintSpec { Key = SpotKey, Value = Spot } : null;
        return [.. new[] { accelerators, spot }.OfType<TaintSpec>(), .. pool.Taints];
    }

    /// <inheritdoc/>
    public override string? ZoneOf(NodePoolSpec pool) =>
        pool is AksNodePoolSpec { Zones: [var zone] } ? $"{cluster.Region}-{zone}" : null;

    /// <inheritdoc/>
    public override KeyValuePair<string, string>? PurchaseLabel(NodePoolSpec pool) =>
        pool is AksNodePoolSpec { Capacity: Capacity.Spot, Provisioner: Provisioner.Managed }
            ? new(SpotKey, Spot)
            : base.PurchaseLabel(pool);

    /// <inheritdoc/>
    /// <remarks>Azure's GPU images have a runtime class with a name of their own.</remarks>
    public override string GpuRuntimeClass => OperatorOwnsGpuDriver ? base.GpuRuntimeClass : "nvidia-container-runtime";

    /// <summary>Whether AKS runs Karpenter in the cluster, which it calls node auto-provisioning.</summary>
    public bool HasKarpenter => cluster.Pools.Any(pool => pool.Provisioner == Provisioner.Karpenter);

    /// <summary>Nodes that an upgrade of a pool adds beforehand: a number, or a percentage of the pool; absent for a managed spot pool,
    /// which AKS upgrades without.</summary>
    public string? MaxSurge(AksNodePoolSpec pool) => pool.Provisioner == Provisioner.Karpenter ? KarpenterSurge
        : pool.Capacity == Capacity.Spot ? null
        : pool.MaxSurge ?? (pool.Capacity == Capacity.Reserved || Gpu(pool) is not null ? "0" : PlainSurge);

    // AKS rounds a percentage up.
    private static long Nodes(string? surge, int max) =>
        !long.TryParse(surge?.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || max <= 0 ? 0
        : surge!.EndsWith('%') ? ((number * max) + 99) / 100
        : number;
}
