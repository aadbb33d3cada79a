using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Infra.Specification.Teams;

/// <summary>Who may use which part of the platform. A team has one namespace with its name on each of its clusters, so that its quota there
/// is all that it can have there.</summary>
public sealed record TeamSpec
{
    /// <summary>Name of the team and of its namespace, a DNS label of at most 30 characters, unique in the stack.</summary>
    public required string Name { get; init; }

    /// <summary>Names of groups of <c>ai-platform:groups</c> that may work in its namespace, at least one.</summary>
    public required ImmutableArray<string> Owners { get; init; }

    /// <summary>Who pays, as a value of a label: at most 63 letters, digits, dots, hyphens and underscores.</summary>
    public required string CostCentre { get; init; }

    /// <summary>Class of its data: a name of <c>dataClasses</c> of the add-on <c>gatekeeper</c> where that has any.</summary>
    public required string DataClass { get; init; }

    /// <summary>On which clusters it works.</summary>
    /// <value>all</value>
    public TeamClustersSpec Clusters { get; init; } = new();

    /// <summary>Its shares of pools with accelerators.</summary>
    /// <value>none: it cannot use any</value>
    public ImmutableArray<ShareSpec> Gpus { get; init; } = [];

    /// <summary>Processors that its pods may request, on each cluster.</summary>
    public required int Cpu { get; init; }

    /// <summary>Memory that its pods may request, in GiB, on each cluster.</summary>
    public required int MemoryGiB { get; init; }

    /// <summary>Size of all its volumes in GiB, on each cluster.</summary>
    /// <value>0: it has no volumes</value>
    public int StorageGiB { get; init; }

    /// <summary>What its GPUs may cost in a month on each cluster, in the currency of the prices of the add-on <c>opencost</c>. It limits
    /// nothing: an alert tells.</summary>
    /// <value>none: nobody is told</value>
    public int? Budget { get; init; }

    /// <summary>Registries, or folders of them, from which its images come, each inside one that the platform allows.</summary>
    /// <value>all that the platform allows</value>
    public ImmutableArray<string> Registries { get; init; } = [];

    /// <summary>What its pods reach outside their namespace, beside the names that every pod resolves and the platform's
    /// telemetry.</summary>
    /// <value>nothing</value>
    public ImmutableArray<EgressSpec> Egress { get; init; } = [];

    /// <summary>The pod security level that its namespace enforces.</summary>
    /// <value>restricted: the paved roads need no more</value>
    public TeamPodSecurity PodSecurity { get; init; } = TeamPodSecurity.Restricted;

    /// <summary>Name of a tier of <c>ai-platform:backup</c> with <c>of: teams</c>, by whose schedule its namespace is backed up, beside the
    /// schedule for all of the cluster.</summary>
    /// <value>none: the schedule for all of the cluster alone</value>
    public string? Backup { get; init; }

    /// <summary>Where its deployments live.</summary>
    /// <value>none: nothing is delivered to it</value>
    public TeamRepositorySpec? Repository { get; init; }

    /// <summary>Name of the secret configuration key that holds the URL to which Alertmanager posts the alerts about its
    /// namespace.</summary>
    /// <value>none: they reach whoever gets those of the platform</value>
    public string? AlertsSecret { get; init; }

    /// <summary>Where the stack file describes this team, for findings. Set by the reader.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "teams[0]";
}
