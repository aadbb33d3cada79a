using System.Text.Json.Nodes;

namespace Infra.Tests.Planning;

/// <summary>The places of a JSON document, for tests that change one at a time.</summary>
internal static class Places
{
    /// <summary>Every value with its path; what stands below a member of the names given is left out.</summary>
    public static IEnumerable<(string Path, JsonNode Node)> Of(JsonNode node, IReadOnlySet<string> except, string path = "")
    {
        yield return (path, node);
        var members = node switch
        {
            JsonObject json => json.Where(member => !except.Contains(member.Key))
                .Select(member => (Path: $"{path}.{member.Key}", member.Value)),
            JsonArray list => list.Select(item => (Path: $"{path}[]", Value: item)),
            _ => [],
        };
        foreach (var (memberPath, member) in members.ToList())
        {
            if (member is not null)
            {
                foreach (var place in Of(member, except, memberPath))
                {
                    yield return place;
                }
            }
        }
    }

    /// <summary>The value at a path like <c>spec.taints.0.effect</c>, in which a number stands for the first item; absent where there is
    /// none.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = node switch
            {
                JsonObject json => json[step],
                JsonArray list when list.Count > 0 => list[0],
                _ => null,
            };
        }

        return node;
    }
}
