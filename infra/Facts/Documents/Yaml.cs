using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Infra.Facts.Documents;

/// <summary>Writes JSON as YAML for people and programs: members in their order, and text that every reader takes for that text, whether
/// it knows YAML 1.1 or 1.2. Reads the files that come with the program.</summary>
public static class Yaml
{
    // Letters of names, paths and URLs, from a letter to a letter or digit: neither a number nor a date nor a part of YAML itself.
    private static readonly Regex _plain = new(@"\A[A-Za-z]([A-Za-z0-9._/:=@+-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> _words =
        new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    /// <summary>One document.</summary>
    public static string Write(JsonObject document) => Write([document], separated: false);

    /// <summary>A stream of documents, each behind a line of three hyphens.</summary>
    public static string Write(IEnumerable<JsonObject> documents) => Write(documents, separated: true);

    /// <summary>A text as one line of a document, or as a part of one: quoted where it would not be read as that text.</summary>
    public static string Scalar(string text) =>
        StyleOf(text) == ScalarStyle.Plain ? text : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>Reads a document in which every scalar is a text.</summary>
    /// <exception cref="InvalidOperationException">It contains an alias.</exception>
    public static JsonObject ReadTexts(TextReader text)
    {
        var yaml = new YamlStream();
        yaml.Load(text);
        return (JsonObject)Read(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Read(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Read)]),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException($"An alias at {node.Start}; write the value out."),
    };

    private static string Write(IEnumerable<JsonObject> documents, bool separated)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        foreach (var document in documents)
        {
            emitter.Emit(new DocumentStart(null, null, isImplicit: !separated));
            Emit(emitter, document);
            emitter.Emit(new DocumentEnd(isImplicit: true));
        }

        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart());
                foreach (var (key, value) in map)
                {
                    Emit(emitter, key, StyleOf(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in list)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.String:
                var text = node.GetValue<string>();
                Emit(emitter, text, StyleOf(text));
                break;
            default:
                Emit(emitter, node?.ToJsonString() ?? "null", ScalarStyle.Plain);
                break;
        }
    }

    private static void Emit(Emitter emitter, string text, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    private static ScalarStyle StyleOf(string text) =>
        _plain.IsMatch(text) && !_words.Contains(text) ? ScalarStyle.Plain
        : IsLines(text) ? ScalarStyle.Literal
        : ScalarStyle.DoubleQuoted;

    // A block takes its indentation from its first line, and knows no escapes: what it could not give back as it was is quoted.
    private static bool IsLines(string text) =>
        text.Contains('\n', StringComparison.Ordinal) && !char.IsWhiteSpace(text[0])
        && text.All(letter => letter is '\n' or '\t' || char.GetUnicodeCategory(letter) is not
            (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format));
}
