using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli;

/// <summary>Writes JSON as YAML.</summary>
internal static class Yaml
{
    /// <summary>One document.</summary>
    public static string Write(JsonObject json) => Write([json]);

    /// <summary>A stream of documents.</summary>
    public static string Write(IEnumerable<JsonObject> documents)
    {
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var document in documents)
        {
            text.Write("---\n");
            new YamlStream(new YamlDocument(Node(document))).Save(text, assignAnchors: false);
        }

        // The writer ends each document with a marker that the next document's start makes superfluous.
        return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static YamlNode Node(JsonNode? node) => node switch
    {
        null => new YamlScalarNode("null"),
        JsonObject json => new YamlMappingNode(json.Select(member => KeyValuePair.Create((YamlNode)String(member.Key), Node(member.Value)))),
        JsonArray list => new YamlSequenceNode(list.Select(Node)),
        _ when node.GetValueKind() == JsonValueKind.String => String(node.GetValue<string>()),
        _ => new YamlScalarNode(node.ToJsonString()),
    };

    // Text that contains line breaks reads best as a block; all other text is quoted, so that "1.30" and "on" stay text.
    private static YamlScalarNode String(string text) =>
        new(text) { Style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted };
}
