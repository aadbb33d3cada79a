using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;
using Infra.Specification.Backups;
using Infra.Specification.Pools;
using Infra.Specification.Registries;

namespace Infra.Specification.Clusters;

/// <summary>A cluster of Amazon Elastic Kubernetes Service with its network, keys and pools.</summary>
public sealed record EksClusterSpec : CloudClusterSpec
{
    /// <summary>The twelve-digit AWS account, quoted; if given, the provider refuses any other account.</summary>
    public string? Account { get; init; }

    /// <summary>The bucket of the cluster's backups, for a cluster whose bucket was created under another name than the default: a bucket
    /// cannot be renamed, only replaced. 3 to 63 lower-case letters, digits and hyphens.</summary>
    /// <value>{organization}-{stack}-{cluster}-{account}-backup, or {organization}-{stack}-{cluster}-backups where no account is
    /// given</value>
    public string? BackupBucket { get; init; }

    /// <summary>Where a second copy of the cluster's backups is kept; absent: nowhere.</summary>
    public EksBackupCopySpec? BackupCopy { get; init; }

    /// <summary>The cluster's own network.</summary>
    public required EksNetworkSpec Network { get; init; }

    /// <summary>Private networks outside the VPC that may reach the private endpoint, such as the network of the machine that runs
    /// <c>pulumi up</c>. Nodes always have access.</summary>
    public ImmutableArray<string> PrivateAccessCidrs { get; init; } = [];

    /// <summary>Control-plane logs to keep.</summary>
    /// <value>all five; CloudWatch Logs charges by the GB, most of it for api and audit</value>
    public ImmutableArray<EksLog> ControlPlaneLogs { get; init; } =
        [EksLog.Api, EksLog.Audit, EksLog.Authenticator, EksLog.ControllerManager, EksLog.Scheduler];

    /// <summary>What happens when standard support for the version ends.</summary>
    /// <value>standard: EKS upgrades the cluster instead of charging for extended support</value>
    public EksSupport Support { get; init; } = EksSupport.Standard;

    /// <summary>Pull-through caches of public registries in the account's ECR registry, from which workloads may pull in addition to the
    /// mirror.</summary>
    public ImmutableArray<EksPullThroughSpec> PullThrough { get; init; } = [];

    /// <summary>Pools for workloads, in addition to the system pool that every cluster gets.</summary>
    public ImmutableArray<EksNodePoolSpec> Pools { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<NodePoolSpec> NodePools => Pools;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? NetworkCidr => Network.Cidr;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? SharedNetwork => Network.Existing?.Vpc;

    /// <inheritdoc/>
    [JsonIgnore]
    public override BackupCopySpec? SecondBackups => BackupCopy;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Zones => Network.Zones;

    /// <inheritdoc/>
    public override ImmutableArray<string> ZonesIn(Region region) =>
        Network.Existing is { } existing ? [.. existing.Nodes.Select(subnet => subnet.Zone)] : base.ZonesIn(region);

    /// <inheritdoc/>
    [JsonIgnore]
    public override CloudProfile Cloud => AwsProfile.Profile;

    /// <inheritdoc/>
    public override ClusterSpec At(string path, Func<int, string> poolPath) =>
        this with { Path = path, Pools = [.. Pools.Select((pool, index) => pool with { Path = poolPath(index) })] };

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "eks";
}
