using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Traffic;

/// <summary>The definitions in a chart of this program, and what they say of an object.</summary>
internal static class Kinds
{
    private static readonly string[] _envelope = ["apiVersion", "kind", "metadata"];

    /// <summary>The folder of such a chart.</summary>
    public static string Folder(Chart chart) => Path.Combine(Repository.Root, "infra", chart.Repository, chart.Name);

    /// <summary>The objects in it.</summary>
    public static IEnumerable<JsonObject> Of(Chart chart) =>
        File.ReadLines(Path.Combine(Folder(chart), "templates", "kinds.yaml")).Where(line => line != "---")
            .Select(line => JsonNode.Parse(line)!.AsObject());

    /// <summary>Where an object does not fit the definition of its kind: unknown members, missing ones, and values that are not
    /// listed.</summary>
    public static IEnumerable<string> Mistakes(Chart chart, JsonNode found)
    {
        var (group, version) = ((string)found["apiVersion"]!).Split('/') is [var first, var second] ? (first, second) : ("", "");
        var definition = Of(chart).Select(kind => kind["spec"]!).Single(spec =>
            (string?)spec["group"] == group && (string?)spec["names"]?["kind"] == (string?)found["kind"]);
        var schema = definition["versions"]!.AsArray().Single(each => (string?)each!["name"] == version)!["schema"]!["openAPIV3Schema"]!;
        return Mistakes(schema, found, "", _envelope);
    }

    private static IEnumerable<string> Mistakes(JsonNode schema, JsonNode? found, string path, params string[] known)
    {
        var properties = schema["properties"]?.AsObject();
        foreach (var (name, value) in found as JsonObject ?? [])
        {
            if (known.Contains(name))
            {
                continue;
            }

            if ((properties?[name] ?? schema["additionalProperties"]) is { } inner)
            {
                foreach (var mistake in Mistakes(inner, value, $"{path}.{name}"))
                {
                    yield return mistake;
                }
            }
            else if (schema["x-kubernetes-preserve-unknown-fields"] is null)
            {
                yield return $"{path}.{name} is unknown";
            }
        }

        foreach (var name in (schema["required"]?.AsArray() ?? []).Select(each => (string)each!).Where(name => found?[name] is null))
        {
            yield return $"{path}.{name} is missing";
        }

        foreach (var mistake in (found as JsonArray ?? [])
            .SelectMany((item, index) => Mistakes(schema["items"]!, item, $"{path}[{index}]")))
        {
            yield return mistake;
        }

        if (schema["enum"] is JsonArray listed && !listed.Any(each => JsonNode.DeepEquals(each, found)))
        {
            yield return $"{path} is {found?.ToJsonString()}";
        }

        if (found is JsonValue && (string?)schema["type"] is "object" or "array")
        {
            yield return $"{path} is no {schema["type"]}";
        }
    }
}
