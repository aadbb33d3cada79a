using System.Collections.Immutable;
using System.Globalization;
using Infra.Facts.Documents;

namespace Infra.Cli.New.Fleet;

/// <summary>A place of the company with a cluster of its own, which a stack does not have yet.</summary>
/// <param name="Name">Name of the site and of its cluster.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of its country.</param>
/// <param name="Operator">Jurisdiction of whoever operates it.</param>
/// <param name="Distribution">Its Kubernetes.</param>
/// <param name="IsEdge">Whether it is a small one.</param>
/// <param name="Version">Version of its Kubernetes.</param>
/// <param name="Gpu">Model of its GPUs.</param>
/// <param name="GpuCount">GPUs of a node.</param>
/// <param name="Nodes">Nodes with GPUs.</param>
/// <param name="ObjectStore">URL of the store for backups; absent: none yet.</param>
internal sealed record NewSite(
    string Name, string Country, string Operator, string Distribution, bool IsEdge, string Version, string Gpu, int GpuCount, int Nodes,
    string? ObjectStore)
{
    /// <summary>Whether it delivers to the others.</summary>
    public bool IsHub { get; init; }

    /// <summary>Names of the secrets that its cluster needs.</summary>
    internal ImmutableArray<string> Secrets => [Kubeconfig, .. ObjectStore is null ? ImmutableArray<string>.Empty : [Credentials]];

    private string Kubeconfig => $"{Name}-kubeconfig";

    private string Credentials => $"{Name}-s3";

    /// <summary>The site as an item of <c>ai-platform:sites</c>.</summary>
    internal string Item() => $"- {{ name: {Yaml.Scalar(Name)}, country: {Yaml.Scalar(Country)}, operator: {Yaml.Scalar(Operator)} }}";

    /// <summary>Its cluster as an item of <c>ai-platform:clusters</c>.</summary>
    internal ImmutableArray<string> Lines() =>
    [
        "- kind: on-prem",
        $"  name: {Yaml.Scalar(Name)}",
        $"  region: {Yaml.Scalar(Name)}",
        .. IsHub ? ["  role: hub # it delivers to the others"] : ImmutableArray<string>.Empty,
        .. Common(),
        $"  kubeconfigSecret: {Yaml.Scalar(Kubeconfig)} # of the cluster that is there",
        .. ObjectStore is null
            ? (ImmutableArray<string>)["  # Nothing is backed up without a store:", $"  # objectStore: {Store("https://s3.example.com")}"]
            : [$"  objectStore: {Store(ObjectStore)}"],
    ];

    private ImmutableArray<string> Common() =>
    [
        $"  distribution: {Distribution}",
        .. IsEdge ? ["  profile: edge # one server, small, and often offline"] : ImmutableArray<string>.Empty,
        $"  version: {NewCluster.Quoted(Version)}",
        "  pools:",
        $"    - {{ name: gpu, nodes: {Number(Nodes)}, gpu: {{ model: {Gpu}, count: {Number(GpuCount)} }} }} # on machines that are there",
    ];

    private string Store(string url) =>
        $"{{ endpoint: {Yaml.Scalar(url)}, bucket: {Yaml.Scalar($"{Name}-backups")}, credentialsSecret: {Yaml.Scalar(Credentials)} }}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
