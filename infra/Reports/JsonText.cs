using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Reports;

/// <summary>The form that all reports have as JSON.</summary>
internal static class JsonText
{
    // The text is read by people and tools, never embedded in HTML, so quotes, plus signs and umlauts are not escaped.
    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A document as text, indented, with a new line at the end.</summary>
    internal static string Of(JsonNode document) => document.ToJsonString(_format) + "\n";

    /// <summary>A list of texts.</summary>
    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
