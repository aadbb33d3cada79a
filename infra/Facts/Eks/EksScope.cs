using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Backups;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;
using Infra.Specification.Observability;
using Infra.Specification.Pools;
using Infra.Specification.Secrets;

namespace Infra.Facts.Eks;

/// <summary>What every part of an EKS cluster needs: the specification and the names derived from it. Pure.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record EksScope(PlatformSpec Platform, EksClusterSpec Cluster)
{
    /// <summary>The tag with the name of the cluster in AWS: by it, bills and budgets tell the clusters of an account apart.</summary>
    public const string ClusterTag = "ai-platform/cluster";

    /// <summary>The cluster's name in AWS.</summary>
    public string CloudName => ResourceNames.Cluster(Platform, Cluster);

    /// <summary>What follows from its kind.</summary>
    public EksFacts Cloud => new(Cluster);

    /// <summary>The AWS partition of the cluster's region.</summary>
    public EksPartition Partition => EksPartition.OfRegion(Cluster.Region);

    /// <summary>What the stack says of the cluster's account; null if nothing.</summary>
    public AwsAccountSpec? Account => Platform.AwsAccount(Cluster.Account);

    /// <summary>Versions pinned for the cluster's Kubernetes version.</summary>
    public EksVersions Versions => EksVersions.For(Cluster.Version);

    /// <summary>The cluster's subnet plan.</summary>
    public EksSubnetPlan Subnets => EksSubnetPlan.For(Cluster);

    /// <summary>Whether the encryption keys are customer-managed.</summary>
    public bool CustomerKeys => Platform.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>Whether the cluster has no route to the internet.</summary>
    public bool Isolated => Cluster.Network.Way == EksEgress.Isolated;

    /// <summary>The VPC that exists already; absent where the platform creates it.</summary>
    public EksExistingNetworkSpec? ExistingNetwork => Cluster.Network.Existing;

    /// <summary>Whether AWS services are reached through endpoints in the VPC rather than over the internet.</summary>
    public bool PrivateServices => Isolated || Platform.Sovereignty.Endpoints == EndpointAccess.Private;

    /// <summary>Whether any pool is provisioned by Karpenter.</summary>
    public bool HasKarpenter => Cluster.Pools.Any(pool => pool.Provisioner == Provisioner.Karpenter);

    /// <summary>Whether zones can be shifted away from the cluster; not in the European Sovereign Cloud, for which AWS lists no zonal shift
    /// (https://docs.aws.amazon.com/general/latest/gr/arc.html).</summary>
    public bool ShiftsZones => Partition.Name != EksPartition.European;

    /// <summary>Whether Karpenter observes zonal shifts of the cluster, as node groups do automatically: it starts no node in a zone that
    /// is shifted away. It does not start at all if it gets no answer.</summary>
    public bool KarpenterShiftsZones => HasKarpenter && ShiftsZones;

    /// <summary>Whether workloads get their secrets from Secrets Manager.</summary>
    public bool ReadsSecretsManager =>
        Cloud.SecretStore == SecretStoreKind.SecretsManager && Cluster.AddOns.Any(addOn => addOn.ReadsSecrets);

    /// <summary>Whether something asks how much waits in queues, and what metrics say.</summary>
    public bool ReadsQueues => Cluster.AddOns.Any(addOn => addOn.ReadsQueues is not null);

    /// <summary>Whether what a backup writes is locked.</summary>
    public bool LocksBackups => Platform.Backup.ImmutableDays > 0;

    /// <summary>The bucket of the cluster's backups. Names of buckets are unique across all accounts of a partition, and whoever has taken
    /// one keeps it; with the account in it, nobody else has a reason to.</summary>
    public string BackupBucket => Cluster.BackupBucket
        ?? (Cluster.Account is null ? $"{CloudName}-backups" : $"{CloudName}-{Cluster.Account}-backup");

    /// <summary>The role, in the cluster's account, that replicates its backups.</summary>
    public string BackupCopyRole => $"{CloudName}-backups-copy";

    /// <summary>Whether any pool uses EFA.</summary>
    public bool HasEfa => Cloud.EfaPools.Any();

    /// <summary>The log group of the control plane; EKS writes only to this name.</summary>
    public string ControlPlaneLogGroup => $"/aws/eks/{CloudName}/cluster";

    /// <summary>The log group of the VPC's flow logs.</summary>
    public string FlowLogGroup => $"/aws/vpc/{CloudName}/flow-logs";

    /// <summary>The log group of what runs on the cluster, where the stack asks for one.</summary>
    public string WorkloadLogGroup => $"/ai-platform/{CloudName}/workloads";

    /// <summary>Whether the cluster keeps the logs of what runs on it in a log group of its own.</summary>
    public bool KeepsLogs => Platform.Observability.Logs?.Store is LogPlace.Own;

    /// <summary>The cluster's log groups, by what they are for.</summary>
    public IEnumerable<string> LogGroups =>
        new[] { ControlPlaneLogGroup, FlowLogGroup }.Concat(KeepsLogs ? [WorkloadLogGroup] : []);

    /// <summary>The queue that tells Karpenter about nodes that AWS is about to interrupt: its <c>settings.interruptionQueue</c>.</summary>
    public string InterruptionQueue => CloudName;

    /// <summary>The IAM role of nodes that Karpenter creates and its instance profile: the <c>instanceProfile</c> of an
    /// EC2NodeClass.</summary>
    public string KarpenterNodeRole => $"{CloudName}-karpenter-node";

    /// <summary>The role by which the hub deploys to the cluster; the hub's own role names it.</summary>
    public string DeliveryRole => $"{CloudName}-delivery";

    /// <summary>The tag, with the value <c>owned</c>, of what controllers of the cluster create in AWS.</summary>
    public string OwnerTag => $"kubernetes.io/cluster/{CloudName}";

    /// <summary>Tags of everything that the cluster has in AWS.</summary>
    public ImmutableSortedDictionary<string, string> Tags => TagsOf(Platform).Add(ClusterTag, CloudName);

    /// <summary>Tags of everything that a platform has in AWS.</summary>
    public static ImmutableSortedDictionary<string, string> TagsOf(PlatformSpec platform) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("ai-platform/organization", platform.Organization)
            .Add("ai-platform/environment", platform.Environment);

    /// <summary>Tags that a resource of the cluster has beside those of the provider, which several clusters of an account share.</summary>
    /// <param name="name">Its name in the console; absent where it has one of its own.</param>
    /// <param name="others">Others that it has.</param>
    public Dictionary<string, string> Tagged(string? name = null, IReadOnlyDictionary<string, string>? others = null)
    {
        var tags = new Dictionary<string, string>(others ?? ImmutableDictionary<string, string>.Empty, StringComparer.Ordinal)
        {
            [ClusterTag] = CloudName,
        };
        if (name is not null)
        {
            tags["Name"] = name;
        }

        return tags;
    }

    /// <summary>Logical name of a resource: <c>{cluster}-{role}</c>.</summary>
    public string Name(string role) => $"{Cluster.Name}-{role}";

    /// <summary>The bucket of the copy of the cluster's backups.</summary>
    public string BackupCopyBucket(EksBackupCopySpec copy) => $"{CloudName}-{copy.Account}-copy";

    /// <summary>The bucket in which S3 records the use of the backups that the cluster has in an account; it has them once in
    /// each.</summary>
    /// <param name="account">Id of the account.</param>
    public string AccessLogBucket(string account) => $"{CloudName}-{account}-access";

    /// <summary>ARN of the cluster.</summary>
    /// <param name="account">Id of its account.</param>
    public string ClusterArn(string account) => Partition.Arn("eks", Cluster.Region, account, $"cluster/{CloudName}");

    /// <summary>Who alone may destroy what protects backups in an account: the role that the stack names, or the root user.</summary>
    /// <param name="account">What the stack says of the account.</param>
    /// <param name="id">Id of the account.</param>
    public string Guardian(AwsAccountSpec? account, string id) => account?.BreakGlassRole ?? Partition.AccountRoot(id);

    /// <summary>Alias of an encryption key.</summary>
    public string KeyAlias(string purpose) => $"alias/{CloudName}-{purpose}";
}
