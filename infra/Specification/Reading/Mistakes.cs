using System.Globalization;
using System.Text.Json;
using Infra.Findings;

namespace Infra.Specification.Reading;

/// <summary>The mistakes found while reading a configuration, each with what was found and what is allowed.</summary>
internal sealed class Mistakes
{
    /// <summary>The mistakes so far, in the order in which they were found.</summary>
    internal List<Finding> Findings { get; } = [];

    /// <summary>Paths of the values that could not be read so far.</summary>
    internal List<string> Unread { get; } = [];

    /// <summary>Notes a mistake, and that the value at its path could not be read.</summary>
    internal void Leave(string code, string path, string message)
    {
        Findings.Add(Finding.Error(code, path, message));
        Unread.Add(path);
    }

    /// <summary>Notes a text that is not valid JSON, and where the error is.</summary>
    internal void Malformed(string text, JsonException malformed, string path)
    {
        // A plain word or an empty text is not broken JSON but a value of the wrong type.
        if (text.TrimStart() is not ['{' or '[', ..])
        {
            var found = string.IsNullOrWhiteSpace(text) ? "nothing" : $"\"{Shortened(text)}\"";
            Leave("SPEC006", path, $"found {found}, expected a list or an object.");
            return;
        }

        var place = string.Create(
            CultureInfo.InvariantCulture, $"line {malformed.LineNumber + 1}, column {malformed.BytePositionInLine + 1}");
        Leave("SPEC003", path, $"the value is not valid JSON at {place}. Give a list or an object.");
    }

    /// <summary>Notes a member that is given twice.</summary>
    internal void Twice(string name, string path) => Findings.Add(Finding.Error("SPEC005", path, $"\"{name}\" is given twice. Keep one."));

    /// <summary>Notes a required member that is missing.</summary>
    internal void Missing(RecordContract member, string path) => Leave("SPEC008", path,
        $"this member is required, but missing. Give {Expected(member)}.");

    /// <summary>Notes an object without the member that states its kind.</summary>
    internal void MissingKind(IReadOnlyCollection<string> kinds, string path) =>
        Leave("SPEC008", path, $"this member is required, but missing. Allowed: {Spelling.List(kinds)}.");

    /// <summary>Notes an unknown member.</summary>
    /// <returns>The member that was probably meant, if any.</returns>
    internal string? Unknown(string name, IEnumerable<string> allowed, string path)
    {
        var sorted = allowed.Order(StringComparer.Ordinal).ToList();
        var meant = Spelling.DidYouMean(name, sorted);
        Findings.Add(Finding.Error("SPEC004", path, $"\"{name}\" is not known here.{meant} Allowed: {Spelling.List(sorted)}."));
        return Spelling.Nearest(name, sorted);
    }

    /// <summary>Notes a word that is not one of a fixed list.</summary>
    internal void NotOneOf(IReadOnlyCollection<string> allowed, JsonElement found, string path)
    {
        var meant = found.ValueKind == JsonValueKind.String ? Spelling.DidYouMean(found.GetString()!, allowed) : "";
        Leave("SPEC007", path, $"{Shown(found)} is not known.{meant} Allowed: {Spelling.List(allowed)}.");
    }

    /// <summary>Notes a value of the wrong type.</summary>
    internal void WrongType(JsonElement found, RecordContract expected, string path)
    {
        var isText = Type.GetTypeCode(expected.Type) == TypeCode.String;
        var hint = found.ValueKind switch
        {
            JsonValueKind.Number when isText && !found.TryGetInt64(out _) =>
                " Put it in quotes: without them YAML reads 1.30 as the number 1.3.",
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when isText => " Put it in quotes.",
            JsonValueKind.Number when Type.GetTypeCode(expected.Type) == TypeCode.Int32 && found.TryGetInt64(out _) => " It is too large.",
            JsonValueKind.Null => " Remove it, or give it a value.",
            _ => "",
        };
        Leave("SPEC006", path, $"found {Shown(found)}, expected {Expected(expected)}.{hint}");
    }

    /// <summary>A value as shown in a message.</summary>
    internal static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.String => $"\"{Shortened(value.GetString()!)}\"",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "nothing",
        _ => value.GetRawText(),
    };

    private static string Expected(RecordContract contract) => contract.Kind switch
    {
        RecordContract.Form.Enumeration => $"one of {Spelling.List(contract.Values.Select(value => value.Name))}",
        RecordContract.Form.List => "a list",
        RecordContract.Form.Scalar => Type.GetTypeCode(contract.Type) switch
        {
            TypeCode.String => "text",
            TypeCode.Boolean => "true or false",
            _ => "a whole number",
        },
        _ => "an object",
    };

    private static string Shortened(string text) => text.Length > 60 ? $"{text[..(char.IsHighSurrogate(text[59]) ? 59 : 60)]}…" : text;
}
