using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.Facts.Clusters;
using Infra.Planning;

namespace Infra.Reports.Conformance;

/// <summary>The planned resources of a cluster, as its conformance is read from them.</summary>
/// <param name="Context">The cluster.</param>
/// <param name="Resources">Its resources.</param>
public sealed record PlannedCluster(ClusterContext Context, ImmutableArray<PlannedResource> Resources)
{
    /// <summary>The facts of the cluster.</summary>
    public CloudFacts Cloud => Context.Cloud;

    /// <summary>Pools whose nodes have accelerators.</summary>
    public IEnumerable<string> AcceleratorPools =>
        Context.Cluster.NodePools.Where(pool => Cloud.AcceleratorTaint(pool) is not null).Select(pool => pool.Name);

    /// <summary>The release of an add-on, by its key; none where the plan has none.</summary>
    public IEnumerable<PlannedResource> Release(string key) => AddOnList.All.FirstOrDefault(addOn => addOn.Key == key) is { } addOn
        ? Resources.Where(resource =>
            resource.Type == "kubernetes:helm.sh/v3:Release" && (string?)resource.Inputs["name"] == addOn.Chart.Name)
        : [];

    /// <summary>The release of an add-on, as evidence with its chart.</summary>
    public IEnumerable<ConformanceEvidence> Installed(string key) => Release(key).Select(release =>
        new ConformanceEvidence(release, $"chart {Path.GetFileName((string)release.Inputs["chart"]!)} {release.Inputs["version"]}"));

    /// <summary>A value of the release of an add-on, as evidence; none where it is not as wanted.</summary>
    /// <param name="key">Key of the add-on.</param>
    /// <param name="path">Path of the value, with dots between its parts.</param>
    /// <param name="wanted">The value, as JSON; null: any.</param>
    public IEnumerable<ConformanceEvidence> Value(string key, string path, string? wanted = null) =>
        Release(key).SelectMany(release => Setting(release, $"values.{path}", wanted, path));

    /// <summary>Objects of a kind in the cluster.</summary>
    public IEnumerable<PlannedResource> Objects(string kind) =>
        Resources.Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
            && resource.Type.EndsWith($":{kind}", StringComparison.Ordinal));

    /// <summary>An input of a resource, as evidence; none where it is not as wanted.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="path">Path of the input, with dots between its parts.</param>
    /// <param name="wanted">The input, as JSON; null: any.</param>
    /// <param name="shown">How to name it; null: by its path.</param>
    public static IEnumerable<ConformanceEvidence> Setting(
        PlannedResource resource, string path, string? wanted = null, string? shown = null)
    {
        JsonNode? at = resource.Inputs;
        foreach (var part in path.Split('.'))
        {
            at = at is JsonObject map ? map[part] : null;
        }

        var text = at?.ToJsonString();
        return text is null || (wanted is not null && text != wanted)
            ? []
            : [new(resource, text.Length > 40 ? shown ?? path : $"{shown ?? path} is {text.Trim('"')}")];
    }
}
