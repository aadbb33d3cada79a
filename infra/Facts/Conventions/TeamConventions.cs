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

    /// <summary>The label as kube-state-metrics writes it: a metric's label has no hyphens and slashes.</summary>
    public static string MetricLabel { get; } = "label_" + NamespaceLabel.Replace('-', '_').Replace('/', '_');
}
