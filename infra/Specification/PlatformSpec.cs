using System.Collections.Immutable;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Observability;
using Infra.Specification.Teams;

namespace Infra.Specification;

/// <summary>Everything that one stack requests: pure data, without Pulumi types or secrets.</summary>
public sealed record PlatformSpec
{
    /// <summary>Short name of the owner, a DNS label; the first part of every name that must be unique in a cloud.</summary>
    public required string Organization { get; init; }

    /// <summary>The stack's name; the second part of every name that must be unique in a cloud. Set by the reader, not by the stack
    /// file.</summary>
    public required string Environment { get; init; }

    /// <summary>Where data, keys and operators may be.</summary>
    public required SovereigntySpec Sovereignty { get; init; }

    /// <summary>Whom workloads trust.</summary>
    public TrustSpec Trust { get; init; } = new();

    /// <summary>How every cluster is backed up.</summary>
    public BackupSpec Backup { get; init; } = new();

    /// <summary>Where metrics of the clusters go.</summary>
    public ObservabilitySpec Observability { get; init; } = new();

    /// <summary>The repository from which the clusters get their workloads.</summary>
    /// <value>none</value>
    public GitOpsSpec? GitOps { get; init; }

    /// <summary>The hub of the clusters, where it is in another stack.</summary>
    /// <value>none: a cluster of this stack is the hub</value>
    public HubSpec? Hub { get; init; }

    /// <summary>Members of other stacks, to which the hub of this one deploys.</summary>
    public ImmutableArray<MemberSpec> Members { get; init; } = [];

    /// <summary>The accounts and subscriptions that clusters and copies of backups are in, where one login does not serve all.</summary>
    public ImmutableArray<AccountSpec> Accounts { get; init; } = [];

    /// <summary>The company's own locations, which on-prem clusters give as their region.</summary>
    public ImmutableArray<SiteSpec> Sites { get; init; } = [];

    /// <summary>The clusters of the fleet.</summary>
    public required ImmutableArray<ClusterSpec> Clusters { get; init; }

    /// <summary>Groups of people, by which teams name their owners.</summary>
    public ImmutableArray<GroupSpec> Groups { get; init; } = [];

    /// <summary>The teams that work on the clusters.</summary>
    public ImmutableArray<TeamSpec> Teams { get; init; } = [];

    /// <summary>The findings that the company lives with for a while.</summary>
    public ImmutableArray<AcceptedSpec> Accepted { get; init; } = [];

    /// <summary>Names of the secret configuration keys of the stack; their values are never part of the specification.</summary>
    public ImmutableSortedSet<string> SecretKeys { get; init; } = [];

    /// <summary>The environments of Pulumi ESC from which a secret may come that the stack file has not. Set by the reader, not by the
    /// stack file's configuration.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>What the stack says of an AWS account; null if nothing.</summary>
    public AwsAccountSpec? AwsAccount(string? id) =>
        Accounts.OfType<AwsAccountSpec>().FirstOrDefault(account => account.Id == id);

    /// <summary>The Entra ID tenant of an Azure subscription; null if the stack names none.</summary>
    public string? AzureTenant(string? subscription) => Accounts.OfType<AzureSubscriptionSpec>()
        .FirstOrDefault(account => account.Id.Equals(subscription, StringComparison.OrdinalIgnoreCase))?.Tenant;
}
