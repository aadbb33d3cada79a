using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Infra.Planning.Schemas;

/// <summary>What forces a replacement, from <c>sdk/schemas/replacements.json</c>: typings, from which the schemas here are made, do not
/// say it.</summary>
internal static class Replacements
{
    private static readonly Lazy<JsonElement> _root = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("schemas/replacements.json")!;
        return JsonDocument.Parse(stream).RootElement;
    });

    private static readonly ConcurrentDictionary<string, Replacement> _types = new(StringComparer.Ordinal);

    /// <summary>Every type that has an entry of its own.</summary>
    internal static IEnumerable<string> Types =>
        from package in _root.Value.EnumerateObject()
        where package.Value.ValueKind == JsonValueKind.Object
        from type in package.Value.GetProperty("resources").EnumerateObject()
        select type.Name;

    /// <summary>What the provider of a type replaces; nothing where neither the type nor its package is known.</summary>
    internal static Replacement Of(string type) => _types.GetOrAdd(type, token =>
    {
        var package = Member(_root.Value, token[..Math.Max(token.IndexOf(':', StringComparison.Ordinal), 0)]);
        var entry = Member(Member(package, "resources"), token);
        return new Replacement(
            Either("replace"), Texts(entry, "replaceIfRemoved"), Texts(entry, "replaceIfAddedOrRemoved"),
            Texts(entry, "replaceIfSmaller"), Either("names"), Flag(package, "namesMustBeUnchanged"), Flag(entry, "deleteFirst"),
            Texts(entry, "updates"),
            Member(entry, "follows") is { ValueKind: JsonValueKind.Object } follows
                ? [.. follows.EnumerateObject().Select(input => (input.Name, input.Value.GetString()!))]
                : []);

        // An entry overrides its package, even with an empty list.
        ImmutableArray<string> Either(string name) =>
            Member(entry, name).ValueKind == JsonValueKind.Array ? Texts(entry, name) : Texts(package, name);
    });

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static ImmutableArray<string> Texts(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } texts
            ? [.. texts.EnumerateArray().Select(text => text.GetString()!)]
            : [];

    private static bool Flag(JsonElement element, string name) => Member(element, name).ValueKind == JsonValueKind.True;
}
