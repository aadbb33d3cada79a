using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Planning;

namespace Infra.Reports.Mirrors;

/// <summary>Images that planned objects and values name whole: in containers, in custom resources, and as repository with tag or
/// digest.</summary>
internal static partial class PlannedImages
{
    /// <summary>The references of a resource, as they are planned.</summary>
    public static IEnumerable<string> Of(PlannedResource resource) =>
        resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) ? Of(resource.Inputs) : [];

    private static IEnumerable<string> Of(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Of(member)).Concat(Parts(map)),
        JsonArray list => list.SelectMany(item => Of(item)),
        _ => [],
    };

    private static IEnumerable<string> Of(KeyValuePair<string, JsonNode?> member) => Text(member.Value) switch
    {
        null => Of(member.Value),
        var text when Key().IsMatch(member.Key) && Reference().IsMatch(text) => [text],
        _ => [],
    };

    private static IEnumerable<string> Parts(JsonObject map)
    {
        var (repository, tag, digest) = (Text(map["repository"]), Text(map["tag"]), Text(map["digest"]));
        if (repository is null || (string.IsNullOrEmpty(tag) && string.IsNullOrEmpty(digest)))
        {
            yield break;
        }

        var reference = (Text(map["registry"]) is { Length: > 0 } registry ? $"{registry}/{repository}" : repository)
            + (string.IsNullOrEmpty(tag) ? "" : $":{tag}") + (string.IsNullOrEmpty(digest) ? "" : $"@{digest}");
        if (Reference().IsMatch(reference))
        {
            yield return reference;
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    // A volume of an image says reference.
    [GeneratedRegex("(^image|Image|^reference)$")]
    private static partial Regex Key();

    // Host and path with a tag, a digest or both (https://github.com/distribution/reference).
    [GeneratedRegex(
        @"\A[a-z0-9][a-z0-9._-]*(:[0-9]+)?(/[a-z0-9][a-z0-9._-]*)+" +
        @"(:[A-Za-z0-9_][A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})\z")]
    private static partial Regex Reference();
}
