using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Supply;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Formats;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Specification.Secrets;
using Infra.Specification.Teams;

namespace Infra.Facts.Eks;

/// <summary>The facts of a cluster of Amazon EKS.</summary>
/// <param name="cluster">The cluster.</param>
public sealed partial class EksFacts(EksClusterSpec cluster) : CloudFacts(cluster)
{
    /// <summary>Addresses that a node takes: its own and four prefixes of 16 for room for 64 pods, more than a GPU node runs, and one warm
    /// prefix (https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html).</summary>
    public const int NodeAddresses = 65;

    // EKS' own controller reads the first alone, and faces the internet without it (EnsureLoadBalancer in pkg/providers/v1/aws.go of
    // kubernetes/cloud-provider-aws). The AWS Load Balancer Controller prefers the second (buildLoadBalancerSchemeViaAnnotation in
    // pkg/service/model_build_load_balancer.go). Which of them takes a Service depends on its class and on webhooks.
    // The controller that EKS runs itself reads the first alone (EnsureLoadBalancer in pkg/providers/v1/aws.go of
    // kubernetes/cloud-provider-aws), the AWS Load Balancer Controller the second before the first (buildLoadBalancerScheme in
    // pkg/service of kubernetes-sigs/aws-load-balancer-controller).
    private static readonly ImmutableSortedDictionary<string, string> _internalLoadBalancer = new Dictionary<string, string>
    {
        ["service.beta.kubernetes.io/aws-load-balancer-internal"] = "true",
        ["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internal",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    private static readonly int[] _logRetentions =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <inheritdoc/>
    /// <remarks>EKS gives this group to each principal of it by an access entry.</remarks>
    public override string? SubjectOf(GroupSpec group) => group.Aws.IsEmpty ? null : $"ai-platform:{group.Name}";

    /// <inheritdoc/>
    public override NodeSupply Supply => new()
    {
        Unknown = "the control plane, the image of the nodes and the add-ons that AWS manages come from AWS itself",
    };

    /// <inheritdoc/>
    public override string GroupMember => "aws";

    /// <inheritdoc/>
    public override string? OnlyViews(GroupSpec group) => group.Aws.FirstOrDefault(cluster.Access.Viewers.Contains);

    /// <inheritdoc/>
    public override ImmutableArray<string> Versions => cluster.Cloud.Versions;

    /// <inheritdoc/>
    public override string? ExtendedSupportSetting => cluster.Support == EksSupport.Standard ? "support to extended" : null;

    /// <inheritdoc/>
    public override NamedValue? Account => Named(cluster.Account);

    /// <inheritdoc/>
    public override NamedValue? CopyAccount => Named(cluster.BackupCopy?.Account);

    /// <inheritdoc/>
    public override string? PrincipalForm => "the ARN of an IAM role or user";

    /// <inheritdoc/>
    public override bool IsPrincipal(string text) => IamArn.Of(text) is not null;

    /// <inheritdoc/>
    /// <remarks>A principal of another account is accepted
    /// (https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html, entries of the type STANDARD); partitions know
    /// nothing of each other.</remarks>
    public override string? PrincipalObstacle(string principal) =>
        cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)?.Partition is { } own && IamArn.Of(principal) is { } arn
            && arn.Partition != own
            ? $"is of the partition {arn.Partition}, but {cluster.Region} is in {own}. Allowed: ARNs that begin with arn:{own}:"
            : null;

    /// <inheritdoc/>
    public override string? LogRetentionForm => $"CloudWatch Logs: {string.Join(", ", _logRetentions)}";

    /// <inheritdoc/>
    public override bool IsLogRetention(int days) => _logRetentions.Contains(days);

    /// <inheritdoc/>
    public override LogStore? OwnLogs(PlatformSpec platform) =>
        new CloudWatchLogs(new EksScope(platform, cluster).WorkloadLogGroup, cluster.Region);

    /// <inheritdoc/>
    public override string? OwnLogsObstacle => null;

    /// <inheritdoc/>
    /// <remarks>https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/usage-and-payment.html</remarks>
    public override string? BudgetObstacle =>
        cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)?.Partition == EksPartition.Government
            ? $"the costs of {cluster.Region} are known only in the standard AWS account to which its account belongs"
            : null;

    /// <inheritdoc/>
    /// <remarks>https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html</remarks>
    public override int MostBudgetAddresses => 10;

    /// <inheritdoc/>
    public override int LeastZones => 2;

    /// <inheritdoc/>
    /// <remarks>The name of a private endpoint is resolved by public DNS to private addresses
    /// (https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html), so a route is all that is needed.</remarks>
    public override string? RouteObstacle(PlatformSpec platform, CloudFacts hub)
    {
        var name = hub.Cluster.Name;
        if (hub is EksFacts other && Partition is { } own && other.Partition is { } foreign && own != foreign)
        {
            return $"no role of the partition {own} can be assumed from {foreign}, where {name} is";
        }

        if (!hub.HasPublicIssuer)
        {
            return $"IAM cannot read the keys of the service accounts of {name}";
        }

        return platform.Sovereignty.Endpoints == EndpointAccess.Public
            ? hub.LeavesByOwnAddress ? null
                : $"{name} has no public address of its own that the public endpoint could admit"
            : hub.Cluster.SharedNetwork is { } network && network == cluster.SharedNetwork ? null
            : Gateway is not { } here || hub.Gateway is not { } there || !Joined(here, there, hub.Cluster.NetworkCidr)
                ? $"its endpoint is private, and {name} shares no VPC with it, no transit gateway, and no two of them whose cidrs hold " +
                  "each other's network"
            : null;
    }

    /// <inheritdoc/>
    /// <remarks>An account trusts an issuer once
    /// (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html), and two stacks of one account could
    /// not agree on who makes it.</remarks>
    public override string? RouteObstacle(PlatformSpec platform, HubSpec hub)
    {
        if (hub.Roles.IsEmpty)
        {
            return $"{hub.Name} has no roles in AWS, and only the stack of a hub can make an account trust its issuer";
        }

        if (Partition is { } own && hub.Roles.Select(IamArn.Of).OfType<IamArn>().FirstOrDefault(arn => arn.Partition != own) is { } foreign)
        {
            return $"no role of the partition {own} can be assumed from {foreign.Partition}, where {hub.Name} is";
        }

        return platform.Sovereignty.Endpoints == EndpointAccess.Public
            ? hub.Addresses.IsEmpty ? $"{hub.Name} has no public address of its own that the public endpoint could admit" : null
            : Gateway is { } gateway && Holds(gateway, hub.Network) ? null
            : $"its endpoint is private, and network.transitGateway.cidrs does not hold the network of {hub.Name}";
    }

    /// <inheritdoc/>
    public override bool HasRoles => true;

    /// <inheritdoc/>
    public override HubLogin LoginOf(CloudFacts? hub) => hub is null or EksFacts ? HubLogin.Role : HubLogin.Federation;

    /// <inheritdoc/>
    public override string? TokenAudience => "sts.amazonaws.com";

    /// <inheritdoc/>
    public override bool HasPublicIssuer => true;

    /// <inheritdoc/>
    public override bool LeavesByOwnAddress => cluster.Network.Way is EksEgress.NatPerZone or EksEgress.NatSingle;

    /// <inheritdoc/>
    public override GatewayAttachment? Gateway =>
        cluster.Network is { TransitGateway: { } gateway, Existing: null } ? new(gateway.Id, gateway.Cidrs) : null;

    /// <inheritdoc/>
    /// <remarks>Pods always reach it by network interfaces in the cluster's subnets, and by the address of its service in 10.100.0.0/16 or
    /// 172.20.0.0/16, which the network policies of the VPC CNI see first
    /// (https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html; serviceIpv4Cidr of CreateCluster). A network may be any
    /// private one, or one of RFC 6598.</remarks>
    public override ImmutableArray<string> ApiNetworks => ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

    /// <inheritdoc/>
    /// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html</remarks>
    public override string? CredentialsAddress => "169.254.170.23/32";

    /// <inheritdoc/>
    public override bool ReachesInternet => cluster.Network.Way != EksEgress.Isolated;

    /// <inheritdoc/>
    public override bool LacksBalancerController => true;

    /// <inheritdoc/>
    public override string? DnsZoneForm => "the id of a hosted zone of Route 53, such as Z0123456789ABCDEFGHIJ";

    /// <inheritdoc/>
    public override DnsZone? DnsZone => cluster.Ingress?.Zone is not { } id || !HostedZone().IsMatch(id) ? null : new(
        "aws", null, IsPrivate: false,
        new JsonObject { ["route53"] = new JsonObject { ["region"] = cluster.Region, ["hostedZoneID"] = id } },
        new JsonObject
        {
            ["env"] = new JsonArray(new JsonObject { ["name"] = "AWS_DEFAULT_REGION", ["value"] = cluster.Region }),
            // The zone may be that of a domain above the cluster's.
            ["extraArgs"] = new JsonObject { ["zone-id-filter"] = id, ["aws-zone-match-parent"] = true },
        });

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> InternalLoadBalancer => _internalLoadBalancer;

    /// <inheritdoc/>
    /// <remarks>The subnets of an existing VPC are compared one by one.</remarks>
    public override int AddressesPerNode =>
        cluster.Network.Existing is not null ? 0 : cluster.Network.HasPodSubnets ? 1 : NodeAddresses;

    /// <inheritdoc/>
    public override string? OwnRegistry =>
        cluster.PullThrough.IsEmpty || cluster.Account is null || !cluster.Cloud.Regions.ContainsKey(cluster.Region)
            ? null
            : $"{cluster.Account}.dkr.ecr.{cluster.Region}.{EksPartition.OfRegion(cluster.Region).DnsSuffix}";

    /// <inheritdoc/>
    /// <remarks>Of any account: the registry itself says who else may read it.</remarks>
    public override JsonObject? RegistryLogin(string host) => Registry().IsMatch(host) ? new() { ["name"] = "awsEcrBasic" } : null;

    /// <inheritdoc/>
    public override string? MachineQuery => "aws ec2 describe-instance-type-offerings --region";

    /// <inheritdoc/>
    public override string? ReservationForm => "the id of an EC2 capacity reservation, such as cr-0123456789abcdef0";

    /// <inheritdoc/>
    public override bool IsReservation(string text) => Reservation().IsMatch(text) || ReservationGroup().IsMatch(text);

    /// <inheritdoc/>
    public override bool IsReservationGroup(string text) => ReservationGroup().IsMatch(text);

    /// <inheritdoc/>
    /// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-reservations.html</remarks>
    public override bool ReservesInOneZone => true;

    /// <inheritdoc/>
    public override bool SellsCapacityBlocks => true;

    /// <inheritdoc/>
    public override string? AutoscalerObstacle => null;

    /// <inheritdoc/>
    public override IEnumerable<string> ScaledPools =>
    [
        .. cluster.SystemPool.Min < cluster.SystemPool.Max ? [NodeConventions.SystemPool] : Array.Empty<string>(),
        .. cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Managed).Select(pool => pool.Name),
    ];

    /// <inheritdoc/>
    public override IEnumerable<QuotaNeed> Quotas(Func<string, int> planned) => EksQuotas.Of(cluster, planned);

    /// <inheritdoc/>
    public override ImmutableArray<Charge> ControlPlaneCharges => EksCharges.ControlPlane(cluster);

    /// <inheritdoc/>
    public override IEnumerable<ChargedNodes> ChargedNodes(PlatformSpec platform)
    {
        var scope = new EksScope(platform, cluster);
        return
        [
            Charged(EksNodes.System(scope).Pool, EksCharges.Disks(EksNodes.System(scope))) with { PricePath = null },
            .. cluster.Pools.Select(pool => Charged(pool, EksCharges.Disks(new EksNodes(scope, pool)))),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> EfaPools =>
        cluster.Pools.Where(pool => pool.Interconnect == Interconnect.Efa).Select(pool => pool.Name);

    /// <inheritdoc/>
    public override ImmutableArray<LustreTier> LustreTiers => LustreTier.Aws;

    /// <inheritdoc/>
    public override string? ParallelSizeObstacle => "on EKS each claim gets its own file system";

    /// <inheritdoc/>
    public override bool MountsBuckets => true;

    /// <inheritdoc/>
    /// <remarks>Both images of the nodes: see <see cref="EksUserData"/>.</remarks>
    public override string? ImageSharingObstacle =>
        "nodes of EKS pull with SOCI, which keeps no layer that another node could take " +
        "(https://github.com/spegel-org/spegel/issues/176)";

    /// <inheritdoc/>
    /// <remarks>Bottlerocket enforces SELinux with types of its own: agents that write to its folders have this one
    /// (awslabs/mountpoint-s3-csi-driver#155). AL2023 does not enforce it.</remarks>
    public override string? AgentType => cluster.Pools.Any(pool => pool.Ami == AmiFamily.Bottlerocket) ? "super_t" : null;

    /// <inheritdoc/>
    /// <remarks>The driver of buckets runs a pod there for each volume on a node
    /// (https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v2.7.0/docs/ARCHITECTURE.md).</remarks>
    public override ImmutableArray<string> AddOnNamespaces => cluster.Storage.Objects.IsEmpty ? [] : ["mount-s3"];

    /// <inheritdoc/>
    public override string? KedaIdentity => "aws";

    /// <inheritdoc/>
    /// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html</remarks>
    public override string? QueueForm =>
        "the name of an SQS queue of the cluster's account and region, at most 80 letters, digits, hyphens and underscores and perhaps " +
        ".fifo at the end; an asterisk at the end stands for any rest";

    /// <inheritdoc/>
    public override bool IsQueue(string text) => text.Length <= 80 && QueueName().IsMatch(text);

    /// <inheritdoc/>
    public override ImmutableArray<SecretStoreKind> CloudSecretStores => [SecretStoreKind.SecretsManager, SecretStoreKind.ParameterStore];

    /// <inheritdoc/>
    /// <remarks>By the controller's own identity: external-secrets cannot take on that of another account by EKS Pod Identity
    /// (docs/provider/aws-access.md of external-secrets/external-secrets). Names of parameters with a path begin with a slash.</remarks>
    public override JsonObject SecretProvider(PlatformSpec platform, JsonObject account)
    {
        var parameters = SecretStore == SecretStoreKind.ParameterStore;
        return new JsonObject
        {
            ["aws"] = new JsonObject
            {
                ["service"] = parameters ? "ParameterStore" : "SecretsManager",
                ["region"] = cluster.Region,
                ["prefix"] = $"{(parameters ? "/" : "")}{ResourceNames.SecretPrefix(platform, cluster)}",
            },
        };
    }

    /// <inheritdoc/>
    public override BackupLocation? Backups(PlatformSpec platform)
    {
        var scope = new EksScope(platform, cluster);
        var config = ImmutableSortedDictionary<string, string>.Empty.Add("region", cluster.Region);
        return new(
            BackupProvider, scope.BackupBucket,
            scope.CustomerKeys ? config.Add("kmsKeyId", scope.KeyAlias("backups")) : config);
    }

    /// <inheritdoc/>
    public override (GpuDriverOwner Owner, string Reason)? OnlyDriverOwner(NodePoolSpec pool) =>
        (GpuDriverOwner.NodeImage, "the NVIDIA AMI of EKS already includes the driver, and a second driver would break the node");

    /// <inheritdoc/>
    /// <remarks>By its node monitoring agent, which sees no GPU errors where the MIG manager cuts the GPUs.</remarks>
    public override bool RepairsGpuNodes => GpuNodes.All(node => node is not { Sharing: MigGpu, ImageAdvertises: false });

    /// <inheritdoc/>
    public override string? ZoneOf(NodePoolSpec pool) => pool is EksNodePoolSpec { Zones: [var zone] } ? cluster.Region + zone : null;

    /// <inheritdoc/>
    /// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, capacity types.</remarks>
    public override KeyValuePair<string, string>? PurchaseLabel(NodePoolSpec pool) =>
        pool is EksNodePoolSpec { Provisioner: Provisioner.Managed } group
            ? new("eks.amazonaws.com/capacityType", EksNodeGroup.CapacityType(group))
            : base.PurchaseLabel(pool);

    /// <inheritdoc/>
    /// <remarks>The cloud provider of AWS labels machines of these families alone (supportedTopologyInstanceTypePattern in
    /// pkg/providers/v1/topology.go of kubernetes/cloud-provider-aws); layer 3 is next to the machine.</remarks>
    protected override ImmutableArray<string> NetworkLevels(NodePoolSpec pool) =>
        pool is EksNodePoolSpec { Machine: var machine } && NetworkKnown().IsMatch(machine)
            ?
            [
                "topology.k8s.aws/network-node-layer-1", "topology.k8s.aws/network-node-layer-2", "topology.k8s.aws/network-node-layer-3",
                Placement.HostLabel,
            ]
            : base.NetworkLevels(pool);

    /// <inheritdoc/>
    public override bool ImageAdvertisesGpus(NodePoolSpec pool) => pool is EksNodePoolSpec { Ami: AmiFamily.Bottlerocket };

    private static NamedValue? Named(string? account) =>
        account is null ? null : new("account", account, AwsAccountId.Fits(account), AwsAccountId.Form);

    private string? Partition => cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)?.Partition;

    // A gateway is in one region; between two of them lies a peering, which both clusters' cidrs speak of.
    private bool Joined(GatewayAttachment here, GatewayAttachment there, string? other) =>
        here.Id == there.Id || (Holds(here, other) && Holds(there, cluster.Network.Cidr));

    private static bool Holds(GatewayAttachment gateway, string? network) =>
        network is not null && Ipv4Range.OfNetwork(network) is { } wanted
        && gateway.Behind.Any(cidr => Ipv4Range.OfNetwork(cidr) is { } range && range.Contains(wanted));

    [GeneratedRegex(@"^[0-9]{12}\.dkr[.-]ecr[.-]")]
    private static partial Regex Registry();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]*([A-Za-z0-9_-](\.fifo)?|\*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueName();

    [GeneratedRegex(@"\A(hpc|trn|p)[0-9]+[a-z]*(-[a-z0-9]+)?\.[0-9a-z]+\z")]
    private static partial Regex NetworkKnown();

    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html
    [GeneratedRegex(@"\AZ[A-Z0-9]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostedZone();

    [GeneratedRegex(@"\Acr-[0-9a-f]{8,17}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reservation();

    // https://docs.aws.amazon.com/ARG/latest/APIReference/API_CreateGroup.html
    [GeneratedRegex(
        @"\Aarn:aws(-[a-z]+)*:resource-groups:[a-z0-9-]+:[0-9]{12}:group/[A-Za-z0-9_.-]{1,300}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReservationGroup();
}
