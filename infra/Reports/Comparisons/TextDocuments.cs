using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Reports.Comparisons;

/// <summary>Where two texts differ that hold a document: JSON and YAML member by member, other text by its lines.</summary>
internal static class TextDocuments
{
    // By what the elements of a list in such documents are told apart; lists of others are compared by position.
    private static readonly string[] _identities = ["name", "Sid", "id", "key", "alert", "record"];

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The differences; none where the texts are single lines without a form.</summary>
    internal static IReadOnlyList<(string Inside, JsonNode? Before, JsonNode? After)> Between(string before, string after)
    {
        var (old, @new) = (Decoded(before), Decoded(after));
        if (Document(old) is { } one && Document(@new) is { } other && one.GetType() == other.GetType()
            && Between(one, other, PropertyPath.Root).ToList() is { Count: > 0 } found)
        {
            return [.. found.Select(each => (each.Path.ToString(), each.Before, each.After))];
        }

        return old.Contains('\n', StringComparison.Ordinal) || @new.Contains('\n', StringComparison.Ordinal) ? Lines(old, @new) : [];
    }

    /// <summary>The text itself, or what it encodes: user data of machines is text in Base64.</summary>
    internal static string Decoded(string text)
    {
        if (text.Length < 16 || !Base64.IsValid(text))
        {
            return text;
        }

        try
        {
            var decoded = _utf8.GetString(Convert.FromBase64String(text));
            return decoded.Contains('\n', StringComparison.Ordinal) && !decoded.Any(letter => letter < ' ' && letter is not ('\n' or '\t'))
                ? decoded
                : text;
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    /// <summary>What a text says as JSON or YAML; null for other text.</summary>
    internal static JsonNode? Document(string text)
    {
        try
        {
            return text.TrimStart() is ['{' or '[', ..] ? JsonNode.Parse(text)
                : text.Contains('\n', StringComparison.Ordinal) ? Yaml(text)
                : null;
        }
        catch (Exception mistake) when (mistake is JsonException or YamlException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonNode? Yaml(string text)
    {
        using var reader = new StringReader(text);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents is [{ RootNode: YamlMappingNode or YamlSequenceNode } only] ? Read(only.RootNode) : null;
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(child.Key.ToString(), Read(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Read)]),
        YamlScalarNode { Value: { } text } => JsonValue.Create(text),
        _ => null,
    };

    private static IEnumerable<(PropertyPath Path, JsonNode? Before, JsonNode? After)> Between(
        JsonNode? before, JsonNode? after, PropertyPath path) => (before, after) switch
        {
            _ when JsonNode.DeepEquals(before, after) => [],
            (JsonObject old, JsonObject @new) => old.Select(member => member.Key).Union(@new.Select(member => member.Key))
                .Order(StringComparer.Ordinal).SelectMany(name => Between(old[name], @new[name], path.Then(name))),
            (JsonArray old, JsonArray @new) when _identities.FirstOrDefault(name => TellsApart(name, old) && TellsApart(name, @new))
                is { } identity => Between(Named(old, identity), Named(@new, identity), path),
            (JsonArray old, JsonArray @new) when old.Concat(@new).All(item => item is JsonObject or JsonArray) =>
                Enumerable.Range(0, Math.Max(old.Count, @new.Count)).SelectMany(
                    index => Between(old.ElementAtOrDefault(index), @new.ElementAtOrDefault(index), path.At(index))),
            _ => [(path, before, after)],
        };

    private static bool TellsApart(string name, JsonArray list) =>
        list.All(item => (item as JsonObject)?[name] is JsonValue)
        && list.Select(item => item![name]!.ToString()).Distinct(StringComparer.Ordinal).Count() == list.Count;

    // The path of an element shows by what it was found: rules[Sid=AllowUse].
    private static JsonObject Named(JsonArray list, string identity) => new(list.Select(item =>
        KeyValuePair.Create($"[{identity}={item![identity]}]", (JsonNode?)item.DeepClone())));

    // What the texts begin and end with alike is left out.
    private static (string Inside, JsonNode? Before, JsonNode? After)[] Lines(string before, string after)
    {
        var (old, @new) = (before.Split('\n'), after.Split('\n'));
        var first = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        var last = old.Skip(first).Reverse().Zip(@new.Skip(first).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return [($"line {first + 1}", Joined(old[first..^last]), Joined(@new[first..^last]))];
    }

    private static JsonValue? Joined(string[] lines) => lines.Length == 0 ? null : JsonValue.Create(string.Join('\n', lines));
}
