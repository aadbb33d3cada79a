using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>PLN010: if there is a mirror, every chart comes from it, and so does every image that a manifest or the values of a chart
/// name.</summary>
public sealed class MirroredSources : IPlanRule
{
    private const string Code = "PLN010";

    // The keys that charts use for the location of an image; a repository alone, such as jetstack/cert-manager, belongs to the registry
    // next to it.
    private static readonly Regex _names = new("(^image|Image|registry|Registry|repository|Repository)$", RegexOptions.CultureInvariant);

    // An image reference names its registry when its first part looks like a host (https://github.com/distribution/reference).
    private static readonly Regex _withHost =
        new(@"\A([a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+|localhost)(:[0-9]+)?(/|\z)", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (platform.Sovereignty.Registry is not { } mirror)
        {
            return [];
        }

        // Images that a cluster lists itself are checked by CLU032.
        var listed = platform.Clusters.SelectMany(cluster => cluster.PrePullImages).ToHashSet(StringComparer.Ordinal);
        return
            from resource in plan.Resources
            where resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
            from source in Charts(resource).Concat(Images(resource.Inputs, ""))
            where !listed.Contains(source.Reference)
            where source.Reference != mirror && !source.Reference.StartsWith($"{mirror}/", StringComparison.Ordinal)
            select Finding.Error(
                Code, resource.Name + source.Path,
                    $"\"{source.Reference}\" does not come from the mirror, but sovereignty.registry is {mirror}.");
    }

    private static IEnumerable<(string Path, string Reference)> Charts(PlannedResource resource)
    {
        if (resource.Type != "kubernetes:helm.sh/v3:Release")
        {
            yield break;
        }

        if (resource.Inputs.Text("repositoryOpts.repo") is { } repository)
        {
            yield return (".repositoryOpts.repo", WithoutScheme(repository));
        }
        else
        {
            yield return (".chart", WithoutScheme(resource.Inputs.Text("chart") ?? ""));
        }
    }

    private static IEnumerable<(string Path, string Reference)> Images(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(member => Images(member, $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Images(item, $"{path}[{index}]")),
        _ => [],
    };

    // In the containers of a pod, an image without a registry comes from Docker Hub; in values it may be the second half of a reference.
    private static IEnumerable<(string Path, string Reference)> Images(KeyValuePair<string, JsonNode?> member, string path) =>
        member.Value is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? _names.IsMatch(member.Key) && value.GetValue<string>() is { Length: > 0 } text
                && (IsContainer(path) || _withHost.IsMatch(text))
                ? [(path, WithoutScheme(text))]
                : []
            : Images(member.Value, path);

    private static bool IsContainer(string path) => path.EndsWith("].image", StringComparison.Ordinal);

    private static string WithoutScheme(string reference) =>
        reference.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? reference[(at + 3)..] : reference;
}
