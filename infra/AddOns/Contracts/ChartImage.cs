using Infra.Facts.Clusters;

namespace Infra.AddOns.Contracts;

/// <summary>An image that a chart starts, and where its values take the source: a line of an add-on's table. The mirror list and the
/// documentation read the same lines.</summary>
/// <param name="Repository">Public repository with its host, for example <c>quay.io/metallb/speaker</c>.</param>
/// <param name="Tag">Tag in this version of the chart, with the digest if the chart pins one; null: the chart's own.</param>
/// <param name="Path">Value path that takes the source; an element of a list by its index. Null: another line moves it.</param>
public sealed record ChartImage(string Repository, string? Tag, string? Path = null)
{
    /// <summary>How much of the reference the value takes.</summary>
    /// <value>the repository</value>
    public ImageForm Form { get; init; } = ImageForm.Repository;

    /// <summary>Value path that takes the tag, if the chart's own does not fit; null: the chart decides.</summary>
    public string? TagPath { get; init; }

    /// <summary>What an operator appends to the tag behind a hyphen, for the nodes on which it starts the image: <c>{kernel}</c>,
    /// <c>{os}</c> and <c>{arch}</c> stand for what those nodes have; null: nothing.</summary>
    public string? NodeSuffix { get; init; }

    /// <summary>Whether a cluster starts it.</summary>
    /// <value>every cluster that has the add-on</value>
    public Func<CloudFacts, bool> On { get; init; } = _ => true;

    /// <summary>The tag on a cluster: <c>{version}</c> stands for the cluster's Kubernetes minor version.</summary>
    public string? TagOn(CloudFacts cloud) => Tag?.Replace("{version}", cloud.Cluster.Version, StringComparison.Ordinal);
}
