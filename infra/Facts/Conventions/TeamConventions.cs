namespace Infra.Facts.Conventions;

/// <summary>How a cluster knows whose a namespace is.</summary>
public static class TeamConventions
{
    /// <summary>Label of a namespace with the name of its team. Metrics are summed by it, so it must not change.</summary>
    public const string NamespaceLabel = "ai-platform/team";

    /// <summary>The label as kube-state-metrics writes it: a metric's label has no hyphens and slashes.</summary>
    public static string MetricLabel { get; } = "label_" + NamespaceLabel.Replace('-', '_').Replace('/', '_');
}
