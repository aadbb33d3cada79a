namespace Infra.Facts.Conventions;

/// <summary>How a cluster knows whose a namespace is.</summary>
public static class TeamConventions
{
    /// <summary>Label of a namespace with the name of its team. Metrics are summed by it, so it must not change.</summary>
    public const string NamespaceLabel = "ai-platform/team";

    /// <summary>Label of a namespace with who pays for it.</summary>
    public const string CostCentreLabel = "ai-platform/cost-centre";

    /// <summary>Label of a namespace with the class of the data that it works on, which decides where it may be.</summary>
    public const string DataClassLabel = "ai-platform/data-class";

    /// <summary>Name of the quota, of the limits and of the network policy in the namespace of a team.</summary>
    public const string Quota = "team", Limits = "team", NetworkPolicy = "team";

    /// <summary>Name of the network policy that lets some of a team's pods call the API server.</summary>
    public const string ApiPolicy = "api-server";

    /// <summary>Label of those pods.</summary>
    public static KeyValuePair<string, string> ApiLabel { get; } = new("ai-platform/api-server", "allowed");

    /// <summary>Label of pods that only their own network policies open: nobody of the namespace reaches them, and they reach
    /// nobody.</summary>
    public const string IsolatedLabel = "ai-platform/isolated";

    /// <summary>Names of the LocalQueues of a team: for its shares of ordinary pools, and for those whose work is placed by the
    /// network.</summary>
    public const string Queue = "gpus", PlacedQueue = "placed";

    /// <summary>Name of the cluster role of a team's owners, in its namespace.</summary>
    public const string Role = "ai-platform-team";

    /// <summary>The label as kube-state-metrics writes it: a metric's label has no hyphens and slashes.</summary>
    public static string MetricLabel { get; } = "label_" + NamespaceLabel.Replace('-', '_').Replace('/', '_');
}
