using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Catalogue.Prices;
using Infra.Facts.Conventions;
using Infra.Facts.Supply;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Specification.Secrets;
using Infra.Specification.Storage;
using Infra.Specification.Teams;

namespace Infra.Facts.Clusters;

/// <summary>The contract of a cloud: the facts that depend on the kind of cluster. Add-ons and rules use it, so that none of them has to
/// name a kind of cluster; a new kind implements the same members.</summary>
/// <param name="cluster">The cluster.</param>
public abstract class CloudFacts(ClusterSpec cluster)
{
    /// <summary>The cluster.</summary>
    public ClusterSpec Cluster => cluster;

    /// <summary>What its nodes bring in themselves.</summary>
    public abstract NodeSupply Supply { get; }

    /// <summary>Kubernetes minor versions that the platform runs there, oldest first.</summary>
    public abstract ImmutableArray<string> Versions { get; }

    /// <summary>The setting that turns on extended support for a version; null if the cluster has it, or if there is none.</summary>
    public virtual string? ExtendedSupportSetting => null;

    /// <summary>The account that the cluster names, and the form that its cloud gives one; absent where it names none.</summary>
    public virtual NamedValue? Account => null;

    /// <summary>Who may be given access to the Kubernetes API, in words; absent where the platform gives none.</summary>
    public virtual string? PrincipalForm => null;

    /// <summary>Whether a text has the form of such a principal.</summary>
    public virtual bool IsPrincipal(string text) => false;

    /// <summary>Why a principal of that form cannot be given access to the cluster, as the rest of a sentence without its period; null if
    /// it can.</summary>
    public virtual string? PrincipalObstacle(string principal) => null;

    /// <summary>Days that the cloud's log service can keep logs, in words with its name; absent where there is none.</summary>
    public virtual string? LogRetentionForm => null;

    /// <summary>Whether logs can be kept for so many days.</summary>
    public virtual bool IsLogRetention(int days) => true;

    /// <summary>The store of its own in which the cluster keeps the logs of its workloads; null if it has none.</summary>
    /// <param name="platform">The specification of the stack.</param>
    public virtual LogStore? OwnLogs(PlatformSpec platform) => null;

    /// <summary>Why it has none although it should, as sentences; null where it has one, or where none is expected.</summary>
    public virtual string? OwnLogsObstacle =>
        $"observability.logs.store is own, but a cluster of the kind {cluster.Kind} has no store of logs. Give " +
        "observability.logs.endpoint as well, to which it then sends.";

    /// <summary>Why no private way leads to its own store although endpoints are private, as the rest of a sentence without its period;
    /// null where one does, or none is needed.</summary>
    /// <param name="platform">The specification of the stack.</param>
    public virtual string? LogRouteObstacle(PlatformSpec platform) => null;

    /// <summary>Why nobody would be told of the cluster's costs, as the rest of a sentence without its period; null where the cloud
    /// tells.</summary>
    public virtual string? BudgetObstacle => null;

    /// <summary>The largest number of mail addresses that are told.</summary>
    public virtual int MostBudgetAddresses => int.MaxValue;

    /// <summary>What Kubernetes calls a group of people, as the subject of a role binding; null where the stack does not say who they are
    /// in this cloud.</summary>
    public abstract string? SubjectOf(GroupSpec group);

    /// <summary>A principal of a group that may only look at the cluster, and that the cloud cannot let in as a member of the group as
    /// well; null if there is none.</summary>
    public virtual string? OnlyViews(GroupSpec group) => null;

    /// <summary>Groups, as Kubernetes knows them, of which whoever deploys the platform is a member; empty where the cloud does not tell
    /// Kubernetes of groups.</summary>
    public virtual ImmutableArray<string> DeployerGroups => [];

    /// <summary>The member of a group that would say so.</summary>
    public abstract string GroupMember { get; }

    // Networks.

    /// <summary>The minimum number of zones of a control plane.</summary>
    public virtual int LeastZones => 1;

    /// <summary>Addresses of the cluster's network that one node and its pods take; 0 where the platform does not plan the
    /// network.</summary>
    public virtual int AddressesPerNode => 0;

    /// <summary>Addresses that the cloud keeps for itself in the subnet of the nodes.</summary>
    public virtual int ReservedAddresses => 0;

    /// <summary>Nodes that upgrades of all pools add at the same time, in addition to the maximum of each.</summary>
    public virtual long NodesOfUpgrades => 0;

    /// <summary>The network that pods have beside that of the nodes, and the addresses of it that a node takes; absent where pods share
    /// the network of the nodes, or where the platform does not plan it.</summary>
    public virtual PodNetwork? PodNetwork => null;

    /// <summary>Annotations that make the load balancer of a Service internal, all of them needed; null where every load balancer is,
    /// because its address is one of the site's own network.</summary>
    public abstract ImmutableSortedDictionary<string, string>? InternalLoadBalancer { get; }

    /// <summary>Whether the network encrypts what pods send from one machine to another.</summary>
    /// <param name="platform">The specification of the stack.</param>
    public virtual bool EncryptsTraffic(PlatformSpec platform) => false;

    /// <summary>The member of the cluster that says so of a network which the platform does not set up; null if there is none.</summary>
    public virtual string? EncryptionSetting => null;

    /// <summary>Whether the platform knows every namespace that the cluster has from the start. It does not where it adopts a cluster on
    /// which others have installed what they need.</summary>
    public virtual bool KnowsNamespaces => true;

    /// <summary>Folders of the container network on every node: its configuration and its programs; null: those of Kubernetes,
    /// <c>/etc/cni/net.d</c> and <c>/opt/cni/bin</c>.</summary>
    public virtual (string Configuration, string Programs)? NetworkFolders => null;

    /// <summary>The SELinux type with which an agent may use the files and sockets of its node; null where no node enforces
    /// SELinux.</summary>
    public virtual string? AgentType => null;

    /// <summary>The form of a DNS zone that the cluster can write to, in words; null where its cloud has none.</summary>
    public virtual string? DnsZoneForm => null;

    /// <summary>The DNS zone that the cluster writes to; null if it names none.</summary>
    public virtual DnsZone? DnsZone => null;

    /// <summary>The Entra ID tenants of that zone and of the cluster, where they are known and not the same.</summary>
    public virtual (string Zone, string Cluster)? DnsZoneTenants(PlatformSpec platform) => null;

    /// <summary>Whether load balancers are made by a controller that the platform installs, with rights in the cloud.</summary>
    public virtual bool LacksBalancerController => false;

    /// <summary>Ranges of the site's network for load balancers; empty where the cloud assigns addresses.</summary>
    public virtual ImmutableArray<string> BalancerAddresses => [];

    /// <summary>What brings the kinds of Gateway API, as the beginning of a sentence; null where the platform does.</summary>
    public virtual string? GatewayApiOwner => null;

    /// <summary>Whether a gateway controller that the cluster brings sends requests to an <c>InferencePool</c>, once the kind is
    /// there.</summary>
    /// <value>false</value>
    public virtual bool BringsPoolGateway => false;

    /// <summary>Ingress classes of the controllers that the cluster has from the start; absent where the platform does not know
    /// them.</summary>
    public virtual ImmutableArray<string>? IngressClasses => [];

    /// <summary>Whether the cluster reaches the internet, and so a certificate authority there.</summary>
    public virtual bool ReachesInternet => true;

    /// <summary>URL of the API server that the stack names for others; absent where the cloud names it.</summary>
    public virtual string? ApiEndpoint => null;

    /// <summary>Ports of the API server, as network policies see them.</summary>
    public virtual ImmutableArray<int> ApiPorts => [443];

    /// <summary>Networks in which the API server answers pods; empty where the platform does not know them, or where the network matches
    /// no addresses of nodes.</summary>
    public virtual ImmutableArray<string> ApiNetworks => [];

    /// <summary>Address of the cache of names that a node may have: that of NodeLocal DNSCache, where nothing else is said.</summary>
    public virtual string NameCache => "169.254.20.10/32";

    /// <summary>Address of the agent of a node that gives pods their credentials; absent where tokens are exchanged with the cloud
    /// itself.</summary>
    public virtual string? CredentialsAddress => null;

    /// <summary>The host of a registry from which the nodes may pull in addition to the mirror; null if there is none.</summary>
    public virtual string? OwnRegistry => null;

    /// <summary>How Ratify logs in to a registry of the cluster's cloud with the identity of its account, in the form of its stores'
    /// <c>authProvider</c>; null where a host is none of those.</summary>
    /// <param name="host">Host of the registry.</param>
    public virtual JsonObject? RegistryLogin(string host) => null;

    // Delivery.

    /// <summary>Why a hub has no route to the API of this cluster, as the rest of a sentence without its period; null where the stack says
    /// that there is one.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="hub">The facts of the hub.</param>
    public abstract string? RouteObstacle(PlatformSpec platform, CloudFacts hub);

    /// <summary>Why a hub of another stack has no route to the API of this cluster, or cannot log in to it, as the rest of a sentence
    /// without its period; null where the stack says that it has and can.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="hub">What the other stack exports.</param>
    public abstract string? RouteObstacle(PlatformSpec platform, HubSpec hub);

    /// <summary>As whom a hub logs in to this cluster.</summary>
    /// <param name="hub">The hub; null if it is in another stack.</param>
    public virtual HubLogin LoginOf(CloudFacts? hub) => HubLogin.Token;

    /// <summary>The audience of the token that a hub's pods exchange in the cloud of this cluster; null where none is exchanged.</summary>
    public virtual string? TokenAudience => null;

    /// <summary>Whether clouds can read the keys of the cluster's issuer of tokens, and so trust its service accounts.</summary>
    public virtual bool HasPublicIssuer => false;

    /// <summary>Whether the pods of the cluster have roles, and a hub of it so logs in to some members by them.</summary>
    public virtual bool HasRoles => false;

    /// <summary>Whether its nodes and pods reach the internet by public addresses that belong to the cluster alone.</summary>
    public virtual bool LeavesByOwnAddress => false;

    /// <summary>The gateway to which its network is attached; null if there is none.</summary>
    public virtual GatewayAttachment? Gateway => null;

    // Machines.

    /// <summary>The command that lists the machine types that the cloud offers in a region, up to the region; null without a
    /// cloud.</summary>
    public virtual string? MachineQuery => null;

    /// <summary>The largest root disk of a system node in GiB.</summary>
    public virtual int MostSystemDiskGiB => int.MaxValue;

    /// <summary>The largest root disk of a pool's nodes in GiB.</summary>
    public virtual int MostNodeDiskGiB(CloudNodePoolSpec pool) => int.MaxValue;

    /// <summary>The form of a reservation id, in words; null if machines cannot be reserved.</summary>
    public virtual string? ReservationForm => null;

    /// <summary>Whether a text has the form of such a reservation.</summary>
    public virtual bool IsReservation(string text) => false;

    /// <summary>Whether a text names a group of reservations, which may be in several zones.</summary>
    public virtual bool IsReservationGroup(string text) => false;

    /// <summary>Whether reservations are made for one zone and are of no use in another.</summary>
    public virtual bool ReservesInOneZone => false;

    /// <summary>Whether the cloud offers capacity blocks.</summary>
    public virtual bool SellsCapacityBlocks => false;

    /// <summary>Why the platform cannot set how many images a node pulls in parallel; null where it configures the kubelet.</summary>
    public virtual string? ParallelPullsObstacle => null;

    /// <summary>Why nodes cannot get images from each other, as the rest of a sentence without its period; null if they can.</summary>
    public virtual string? ImageSharingObstacle => null;

    /// <summary>Whether the distribution has in itself what they do it with, and the platform configures it.</summary>
    public virtual bool SharesImagesItself => false;

    /// <summary>Why the cluster autoscaler must not be installed; null where it scales the pools.</summary>
    public abstract string? AutoscalerObstacle { get; }

    /// <summary>Names of the pools that the cluster autoscaler scales.</summary>
    public virtual IEnumerable<string> ScaledPools => [];

    /// <summary>What the cluster needs of the quotas of its account or subscription when every pool is at its maximum; none without a
    /// cloud.</summary>
    /// <param name="planned">How many resources of a type its plan has.</param>
    public virtual IEnumerable<QuotaNeed> Quotas(Func<string, int> planned) => [];

    /// <summary>What the control plane is charged with; nothing where it is free, or the owner's.</summary>
    public virtual ImmutableArray<Charge> ControlPlaneCharges => [];

    /// <summary>The nodes of all pools, as somebody pays for them.</summary>
    /// <param name="platform">The specification of the stack.</param>
    public abstract IEnumerable<ChargedNodes> ChargedNodes(PlatformSpec platform);

    /// <summary>The nodes of a pool of the specification, as somebody pays for them.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="disks">What the disks of one node are charged with.</param>
    protected ChargedNodes Charged(NodePoolSpec pool, ImmutableArray<Charge> disks)
    {
        var cloud = pool as CloudNodePoolSpec;
        return new(
            pool.Name, cloud?.Min ?? pool.MostNodes, pool.MostNodes, cloud?.Capacity,
            cloud is null ? null : PriceItem.Machine(cloud.Machine), disks)
        {
            MonthlyPrice = pool.NodeMonthlyCents / 100m,
            PricePath = $"{pool.Path}.nodeMonthlyCents",
            Gpus = Gpu(pool)?.Count ?? 0,
        };
    }

    /// <summary>Whether any machine of the cloud has a network between nodes.</summary>
    public bool Offers(Interconnect interconnect) => Profile?.Machines.Values.Any(machine => machine.Interconnect == interconnect) == true;

    /// <summary>Names of the pools that use EFA.</summary>
    public virtual IEnumerable<string> EfaPools => [];

    /// <summary>The pools whose nodes have adapters of NVIDIA for a network between them, with that network: InfiniBand or RDMA over
    /// Ethernet.</summary>
    public virtual IEnumerable<(NodePoolSpec Pool, Interconnect Network)> RdmaPools => [];

    // Where the platform's own workloads run.

    /// <summary>Whether a pool of its own runs the platform; otherwise it runs wherever there is room, control plane included.</summary>
    public virtual bool HasSystemPool => true;

    /// <summary>Whether at least three nodes can run a controller.</summary>
    public virtual bool HasThreeNodes => true;

    /// <summary>Whether the platform's components have several replicas: on a single node a second replica protects nothing.</summary>
    public virtual bool HighlyAvailable => true;

    /// <summary>The taint that the cloud adds to spot nodes by itself; absent where it adds none.</summary>
    public virtual string? SpotTaint => null;

    /// <summary>Labels of pods that use a workload identity.</summary>
    public virtual ImmutableSortedDictionary<string, string> IdentityLabels => ImmutableSortedDictionary<string, string>.Empty;

    // Secrets.

    /// <summary>The stores of secrets that the cloud has; the first is the default.</summary>
    public virtual ImmutableArray<SecretStoreKind> CloudSecretStores => [];

    /// <summary>The stores that the cluster can use.</summary>
    public ImmutableArray<SecretStoreKind> SecretStores =>
        [.. CloudSecretStores, .. cluster.Vault is null ? [] : new[] { SecretStoreKind.Vault }];

    /// <summary>The store that the cluster uses; null if it has none.</summary>
    public SecretStoreKind? SecretStore => cluster.SecretStore ?? (SecretStores is [var first, ..] ? first : null);

    /// <summary>What the names of a team's secrets in that store begin with. A key vault knows no folders and no slash in a name
    /// (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates, "Object identifiers").</summary>
    public string SecretPrefix(string team) => team + (SecretStore == SecretStoreKind.KeyVault ? "--" : "/");

    /// <summary>The existing key vault that the cluster names as its store; null if it names none.</summary>
    public virtual KeyVaultSpec? KeyVault => null;

    /// <summary>A store of the cloud in the words of external-secrets, as the provider of a ClusterSecretStore.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="account">The service account with which the store is read, where a store names it.</param>
    public virtual JsonObject SecretProvider(PlatformSpec platform, JsonObject account) =>
        throw new NotSupportedException($"A cluster of the kind {cluster.Kind} has no store of secrets of its own.");

    // Scaling by what waits.

    /// <summary>How KEDA logs in to the cloud with the identity of its own pods, in its words; null without a cloud.</summary>
    public virtual string? KedaIdentity => null;

    /// <summary>What a stack file names so that KEDA may ask how much waits there, in words; null without a cloud.</summary>
    public virtual string? QueueForm => null;

    /// <summary>Whether a text has the form of such a name.</summary>
    public virtual bool IsQueue(string text) => false;

    // Storage and backups.

    /// <summary>What may provide a storage class.</summary>
    /// <param name="storageClass">Name of the class, for example <see cref="StorageClasses.Fast"/>.</param>
    public virtual ImmutableArray<StorageProvider> StorageProviders(string storageClass) => [StorageProvider.Cloud];

    /// <summary>The default provider of a storage class; null if the stack must name one.</summary>
    public virtual StorageProvider? DefaultStorageProvider => StorageProvider.Cloud;

    /// <summary>The throughput tiers in which the cloud offers Lustre; empty if it does not offer Lustre.</summary>
    public virtual ImmutableArray<LustreTier> LustreTiers => [];

    /// <summary>Why the stack cannot size a parallel file system; absent where it can.</summary>
    public virtual string? ParallelSizeObstacle => null;

    /// <summary>Why a storage system on the cluster's own disks must not be installed; absent where it may.</summary>
    public virtual string? OwnDisksObstacle => "a cloud cluster uses the cloud's own disks; remove the add-on here.";

    /// <summary>Whether a class of the cluster comes from a storage system on the cluster's own disks.</summary>
    public virtual bool StoresWith(StorageProvider provider) => false;

    /// <summary>Number of copies in a storage system on the cluster's own disks, each on a different node; 0 in a cloud.</summary>
    public virtual int StorageCopies => 0;

    /// <summary>Whether the parallel file system is mounted by a driver that the platform installs.</summary>
    public virtual bool MountsAzureLustre => false;

    /// <summary>Whether pods can mount buckets of the cloud's object store.</summary>
    public virtual bool MountsBuckets => false;

    /// <summary>Namespaces in which an add-on of the cloud runs pods of its own.</summary>
    public virtual ImmutableArray<string> AddOnNamespaces => [];

    /// <summary>Whether the platform must install the snapshot controller and its CRDs.</summary>
    public virtual bool LacksSnapshotController => false;

    /// <summary>Whether the cluster has a store for backups.</summary>
    public virtual bool HasBackupStore => true;

    /// <summary>Why Velero does not run there although there is a store, as a sentence; null if it does.</summary>
    public virtual string? VeleroObstacle => null;

    /// <summary>The provider of the store, in the words of Velero.</summary>
    public virtual string BackupProvider => "aws";

    /// <summary>Whether the platform asks the store what it locks, because it does not own it.</summary>
    public virtual bool AsksForLock => false;

    /// <summary>Object stores of others into which the cluster writes its backups, by the member that names each; none
    /// where the platform creates the store.</summary>
    public virtual IEnumerable<(string Member, ObjectStoreSpec Store)> ObjectStores => [];

    /// <summary>Where the cluster's backups go; absent where it has no store.</summary>
    public abstract BackupLocation? Backups(PlatformSpec platform);

    /// <summary>A second store that Velero backs up into as well, and when it does; absent where there is none, or where the cloud copies
    /// what the first one has.</summary>
    public virtual (BackupLocation Location, string Schedule)? SecondBackups => null;

    /// <summary>A store with backups of another cluster, to restore from and never to write to; absent if none is named.</summary>
    public virtual BackupLocation? RestoreSource => null;

    /// <summary>The account that the second copy of the backups names, and the form that its cloud gives one; absent where it names
    /// none.</summary>
    public virtual NamedValue? CopyAccount => null;

    /// <summary>Whether the second copy is the immutable one, so that there is none where backups may be changed.</summary>
    public virtual bool CopyIsTheImmutableOne => false;

    /// <summary>What a backup does with volumes that cannot be snapshotted: the storage class, and the action of Velero.</summary>
    public virtual IEnumerable<(string StorageClass, string Action)> VolumePolicies =>
        StorageClasses.NotSnapshotted(cluster.Storage);

    /// <summary>The class of small volumes that a backup surely copes with, for the canary of the restore drill; absent where the platform
    /// knows of none.</summary>
    public virtual string? CanaryClass => cluster.Storage.Fast is null ? null : StorageClasses.Fast;

    /// <summary>Whether a node agent has to be privileged to read the files of a volume.</summary>
    public virtual bool ReadsVolumesPrivileged => false;

    // GPUs.

    /// <summary>Whether the platform sets the labels of a pool's nodes, by which its GPUs are shared.</summary>
    public virtual bool LabelsNodes(NodePoolSpec pool) => true;

    /// <summary>The GPU node of a pool; null for a pool without GPUs and for a GPU that the catalogue does not know.</summary>
    public GpuNode? Gpu(NodePoolSpec pool)
    {
        var machine = Machine(pool);
        var model = machine is null ? GpuModels.All.GetValueOrDefault(pool.Gpu?.Model ?? "") : machine.Gpu;
        if (model is null)
        {
            return null;
        }

        var owner = pool.Gpu?.Driver ?? OnlyDriverOwner(pool)?.Owner ?? GpuDriverOwner.Operator;
        return new GpuNode(model, machine?.GpuCount ?? pool.Gpu?.Count ?? 0, owner, pool.Gpu?.Sharing ?? new ExclusiveGpu())
        {
            ImageAdvertises = ImageAdvertisesGpus(pool),
            KeepsGpuName = CountsGpusByName,
            IsClaimed = cluster.AddOns.Any(addOn => addOn.ClaimsGpus),
        };
    }

    /// <summary>The GPU nodes of the cluster, one for each GPU pool, in the order of the pools.</summary>
    public ImmutableArray<GpuNode> GpuNodes => [.. cluster.NodePools.Select(Gpu).OfType<GpuNode>()];

    /// <summary>The Neuron devices of a node of a pool; null for a pool without them.</summary>
    public NeuronNode? Neuron(NodePoolSpec pool) =>
        Machine(pool) is { Neuron: { } model } machine ? new NeuronNode(model, machine.NeuronCount) : null;

    /// <summary>Names of the pools with Neuron devices.</summary>
    public IEnumerable<string> NeuronPools => cluster.NodePools.Where(pool => Neuron(pool) is not null).Select(pool => pool.Name);

    /// <summary>Whether any machine of the cloud has Neuron devices.</summary>
    public bool OffersNeuron => Profile?.Machines.Values.Any(machine => machine.Neuron is not null) == true;

    /// <summary>What pods request of the accelerators of a pool, and how many of it a node offers; null for a pool without them.</summary>
    public (string Resource, int PerNode)? Accelerators(NodePoolSpec pool) =>
        Gpu(pool) is { } gpu ? (gpu.ResourceName, gpu.Allocatable)
        : Neuron(pool) is { } neuron ? (NeuronNode.Resource, neuron.Count)
        : null;

    /// <summary>The taint of a pool's nodes that keeps other pods off their accelerators; null for a pool without accelerators.</summary>
    public TaintSpec? AcceleratorTaint(NodePoolSpec pool) =>
        Gpu(pool) is not null ? GpuNode.OfGpuNodes : Neuron(pool) is not null ? NeuronNode.OfNeuronNodes : null;

    /// <summary>The owners of the driver that the pools name; a rule refuses a cluster with more than one, because one operator with one
    /// driver setting serves all pools.</summary>
    public ImmutableArray<GpuDriverOwner> GpuDriverOwners => [.. GpuNodes.Select(node => node.DriverOwner).Distinct().Order()];

    /// <summary>Whether the GPU Operator installs driver and container toolkit: only if it owns them on every GPU node. Without a GPU pool
    /// it installs neither, so that an unknown node keeps what it has.</summary>
    public bool OperatorOwnsGpuDriver => GpuDriverOwners is [GpuDriverOwner.Operator];

    /// <summary>The only possible owner of the driver of a pool's nodes, and why; null if there is a choice. The default is then the
    /// operator, so that the same pinned version runs on every cluster.</summary>
    public virtual (GpuDriverOwner Owner, string Reason)? OnlyDriverOwner(NodePoolSpec pool) =>
        Machine(pool) is { DriverOfImageOnly: true } machine
            ? (GpuDriverOwner.NodeImage, $"{machine.Name} has a virtual GPU, whose driver only {Profile!.Title} provides")
            : null;

    /// <summary>Whether the image of a pool's nodes advertises and partitions the GPUs itself.</summary>
    public virtual bool ImageAdvertisesGpus(NodePoolSpec pool) => false;

    /// <summary>Whether the cloud's autoscaler takes a GPU node for broken until it offers <see cref="GpuNode.Resource"/>, so that a shared
    /// GPU and a MIG device must have that name.</summary>
    public virtual bool CountsGpusByName => false;

    /// <summary>The runtime class of GPU pods.</summary>
    public virtual string GpuRuntimeClass => "nvidia";

    /// <summary>Whether the MIG manager may restart a node. Some models must be reset to enable MIG, which is impossible for the GPU of a
    /// virtual machine, so the node is restarted
    /// (https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/gpu-operator-mig.html, on cloud providers). An on-prem host is
    /// never restarted.</summary>
    public virtual bool MayRestartNodes => true;

    /// <summary>Whether the cloud itself replaces every node that has a failed GPU.</summary>
    public virtual bool RepairsGpuNodes => false;

    // Queues.

    /// <summary>Taints of a pool's nodes: the taint of every pool with accelerators, then the pool's own.</summary>
    public virtual ImmutableArray<TaintSpec> TaintsOf(NodePoolSpec pool) =>
        AcceleratorTaint(pool) is { } accelerators ? [accelerators, .. pool.Taints] : pool.Taints;

    /// <summary>The zone of a pool's nodes, in the words of the label of nodes; null where they may be in several, and without
    /// zones.</summary>
    public virtual string? ZoneOf(NodePoolSpec pool) => null;

    /// <summary>The label by which a pool's nodes tell how they were bought; null where they have none, or not all the same.</summary>
    public virtual KeyValuePair<string, string>? PurchaseLabel(NodePoolSpec pool) => pool switch
    {
        CloudNodePoolSpec { Provisioner: Provisioner.Karpenter, Fallbacks.IsEmpty: true } nodes => new(
            "karpenter.sh/capacity-type", nodes.Capacity switch
            {
                Capacity.Spot => "spot",
                Capacity.Reserved or Capacity.CapacityBlock => "reserved",
                _ => "on-demand",
            }),
        _ => null,
    };

    /// <summary>Labels of the levels of the network by which work on a pool is placed, from the widest to the node; empty where it is not.
    /// It is where the nodes have whole accelerators and are always there: what is placed by the nodes that exist never makes an autoscaler
    /// start one (https://kueue.sigs.k8s.io/docs/concepts/topology_aware_scheduling/).</summary>
    public ImmutableArray<string> TopologyLevels(NodePoolSpec pool)
    {
        var stays = pool is not CloudNodePoolSpec cloud || (cloud.Provisioner == Provisioner.Managed && cloud.Min == cloud.Max);
        var whole = Gpu(pool) is { } gpu ? gpu.Sharing is ExclusiveGpu : Neuron(pool) is not null;
        return stays && whole && pool.MostNodes > 1 && LabelsNodes(pool) ? NetworkLevels(pool) : [];
    }

    /// <summary>Labels of the levels of the network that a pool's nodes have, from the widest to the node.</summary>
    protected virtual ImmutableArray<string> NetworkLevels(NodePoolSpec pool) => [Placement.ZoneLabel, Placement.HostLabel];

    /// <summary>Path of containerd's socket, where it is not the usual one.</summary>
    public virtual string? ContainerdSocket => null;

    /// <summary>What the cloud offers; absent on-prem.</summary>
    public CloudProfile? Profile => (cluster as CloudClusterSpec)?.Cloud;

    /// <summary>The machine type of a pool; absent on-prem, and where the catalogue does not know it.</summary>
    public MachineType? Machine(NodePoolSpec pool) =>
        pool is CloudNodePoolSpec cloud ? Profile?.Machines.GetValueOrDefault(cloud.Machine) : null;
}
