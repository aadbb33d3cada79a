using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Rules;

namespace Infra.Specification;

/// <summary>Compares JSON with the contract of a record, and tells every difference. What remains is clean, so that making a record of it cannot
/// fail.</summary>
internal sealed class StrictReader
{
    private readonly Dictionary<string, List<int>> _kept = [];

    /// <summary>The mistakes found so far, in the order in which they were met.</summary>
    internal List<Finding> Findings { get; } = [];

    /// <summary>Paths of what was left out so far.</summary>
    internal List<string> Unread { get; } = [];

    /// <summary>Parses a text; tells where it breaks where it is not JSON or holds a member twice that hides another.</summary>
    internal JsonElement? Parse(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            // A plain word or nothing is no broken JSON: it is the wrong type.
            if (text.TrimStart() is not ['{' or '[', ..])
            {
                var found = string.IsNullOrWhiteSpace(text) ? "nothing" : $"\"{Shortened(text)}\"";
                Leave("SPEC006", path, $"found {found}, expected a list or an object.");
            }
            else
                Leave("SPEC003", path, string.Create(
                CultureInfo.InvariantCulture,
                $"is not valid JSON at line {malformed.LineNumber + 1}, column {malformed.BytePositionInLine + 1}. Give a list or an object."));
            return null;
        }
    }

    /// <summary>The clean form of a value, read as <typeparamref name="T"/>; nothing where too little of it is left.</summary>
    internal T? Read<T>(JsonElement value, string path, string? aside = null)
        where T : class =>
        TryClean(value, typeof(T), path, patch: false, aside, out var clean) ? (T?)Deserialize(clean!, typeof(T)) : null;

    /// <summary>Finds the contract of a record and of all that it holds.</summary>
    internal static void Prepare(Type type)
    {
        foreach (var member in RecordContract.Of(type).Members)
            _ = RecordContract.Of(member.Property.PropertyType).Members;
    }

    /// <summary>Deserialises what <see cref="TryClean"/> left.</summary>
    internal static object? Deserialize(JsonNode clean, Type type) => RecordContract.Of(type).Read(clean);

    /// <summary>The place in the file of an element of a list that may have lost some.</summary>
    internal int OriginalIndex(string path, int index) => _kept.TryGetValue(path, out var kept) ? kept[index] : index;

    /// <summary>Names of the members that a record must have and an object lacks.</summary>
    internal static IEnumerable<string> MissingMembers(JsonObject value, Type type)
    {
        foreach (var member in RecordContract.Of(type).Members)
            if (member.IsRequired && !value.ContainsKey(member.Name))
                yield return member.Name;
    }

    /// <summary>Notes a mistake, and that the value at its path is left out.</summary>
    internal void Leave(string code, string path, string message)
    {
        Findings.Add(new Finding(code, Severity.Error, path, message));
        Unread.Add(path);
    }

    /// <summary>Cleans one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="patch">Whether it is a JSON merge patch (RFC 7386): members may be null, and none is required.</param>
    /// <param name="aside">A member of the value that somebody else reads.</param>
    /// <param name="clean">What is left of it.</param>
    /// <returns>Whether enough is left to use it.</returns>
    internal bool TryClean(JsonElement value, Type type, string path, bool patch, string? aside, out JsonNode? clean)
    {
        var contract = RecordContract.Of(type);
        clean = contract.Kind switch
        {
            RecordContract.Form.Record => CleanObject(value, contract, path, patch, aside),
            RecordContract.Form.List => CleanList(value, contract.Element!, path),
            RecordContract.Form.Map => CleanMap(value, contract.Element!, path, patch),
            RecordContract.Form.Enumeration => CleanName(value, contract, path),
            _ => CleanScalar(value, contract, path),
        };
        return clean is not null;
    }

    private JsonObject? CleanObject(JsonElement value, RecordContract contract, string path, bool patch, string? aside)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            WrongType(value, "an object", path);
            return null;
        }

        var discriminator = contract.Discriminator;
        if (discriminator is not null)
        {
            if (Choose(value, contract, path) is not { } chosen)
                return null;
            contract = RecordContract.Of(chosen);
        }

        var members = contract.Members.ToDictionary(member => member.Name, StringComparer.Ordinal);
        var clean = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var misspelt = new HashSet<string>(StringComparer.Ordinal);
        var usable = true;
        foreach (var member in value.EnumerateObject())
        {
            var memberPath = $"{path}.{member.Name}";
            if (!seen.Add(member.Name))
                Findings.Add(new Finding("SPEC005", Severity.Error, memberPath, $"\"{member.Name}\" is given twice. Keep one."));
            else if (member.Name == discriminator)
                clean.Insert(0, member.Name, member.Value.GetString());
            else if (member.Name == aside)
                continue;
            else if (!members.TryGetValue(member.Name, out var property))
            {
                if (Unknown(member.Name, [.. members.Keys, .. Present(discriminator), .. Present(aside)], memberPath) is { } meant)
                    misspelt.Add(meant);
            }
            else if (member.Value.ValueKind == JsonValueKind.Null && (patch || property.IsNullable))
                clean[member.Name] = null;
            else if (TryClean(member.Value, property.Property.PropertyType, memberPath, patch, null, out var cleanMember))
                clean[member.Name] = cleanMember;
            else if (property.IsRequired)
                usable = false;
        }

        foreach (var missing in contract.Members)
        {
            if (patch || !missing.IsRequired || seen.Contains(missing.Name))
                continue;
            usable = false;
            // The mistake is the spelling, which is told already.
            if (!misspelt.Contains(missing.Name))
                Leave("SPEC008", $"{path}.{missing.Name}", $"is missing. Give {Expected(RecordContract.Of(missing.Property.PropertyType))}.");
        }

        foreach (var meant in misspelt)
            if (!seen.Contains(meant))
                Unread.Add($"{path}.{meant}");

        if (usable)
            return clean;
        Unread.Add(path);
        return null;
    }

    private static IEnumerable<string> Present(string? name) => name is null ? [] : [name];

    private Type? Choose(JsonElement value, RecordContract contract, string path)
    {
        var name = contract.Discriminator!;
        var kinds = contract.Cases.Select(known => known.Name).ToList();
        if (!value.TryGetProperty(name, out var given))
            Leave("SPEC008", $"{path}.{name}", $"is missing. Allowed: {Spelling.List(kinds)}.");
        else if (given.ValueKind != JsonValueKind.String || !kinds.Contains(given.GetString()!))
            Leave("SPEC007", $"{path}.{name}", $"{Shown(given)} is not known.{DidYouMean(given, kinds)} Allowed: {Spelling.List(kinds)}.");
        else
            return contract.Cases[kinds.IndexOf(given.GetString()!)].Type;
        Unread.Add(path);
        return null;
    }

    private JsonArray? CleanList(JsonElement value, Type element, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            WrongType(value, "a list", path);
            return null;
        }
        var clean = new JsonArray();
        var kept = _kept[path] = [];
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (TryClean(item, element, $"{path}[{index}]", patch: false, aside: null, out var cleanItem))
            {
                clean.Add(cleanItem);
                kept.Add(index);
            }

            index++;
        }

        return clean;
    }

    private JsonObject? CleanMap(JsonElement value, Type element, string path, bool patch)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            WrongType(value, "an object", path);
            return null;
        }
        var clean = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            if (clean.ContainsKey(member.Name))
                Findings.Add(new Finding("SPEC005", Severity.Error, $"{path}.{member.Name}", $"\"{member.Name}\" is given twice. Keep one."));
            else if (patch && member.Value.ValueKind == JsonValueKind.Null)
                clean[member.Name] = null;
            else if (TryClean(member.Value, element, $"{path}.{member.Name}", patch, aside: null, out var cleanMember))
                clean[member.Name] = cleanMember;
        }

        return clean;
    }

    private JsonValue? CleanName(JsonElement value, RecordContract contract, string path)
    {
        var allowed = Names(contract);
        if (value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString()!))
            return JsonValue.Create(value.GetString());
        if (value.ValueKind == JsonValueKind.Null)
            WrongType(value, Expected(contract), path);
        else
            Leave("SPEC007", path, $"{Shown(value)} is not known.{DidYouMean(value, allowed)} Allowed: {Spelling.List(allowed)}.");
        return null;
    }

    private JsonNode? CleanScalar(JsonElement value, RecordContract contract, string path)
    {
        var fits = Type.GetTypeCode(contract.Type) switch
        {
            TypeCode.String => value.ValueKind == JsonValueKind.String,
            TypeCode.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            TypeCode.Int32 => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            _ => false,
        };
        if (fits)
            return JsonNode.Parse(value.GetRawText());
        WrongType(value, Expected(contract), path);

        // A number in place of a text stands in for it, so that the rest of a cluster without quotes around its version is checked as well; what a
        // rule says of this very value is left out.
        return Type.GetTypeCode(contract.Type) == TypeCode.String && value.ValueKind == JsonValueKind.Number
            ? JsonValue.Create(value.GetRawText())
            : null;
    }

    private void WrongType(JsonElement value, string expected, string path)
    {
        var hint = (expected, value.ValueKind) switch
        {
            ("text", JsonValueKind.Number) when !value.TryGetInt64(out _) =>
                " Put it in quotes: without them YAML reads 1.30 as the number 1.3.",
            ("text", JsonValueKind.Number) => " Put it in quotes.",
            ("a whole number", JsonValueKind.Number) when value.TryGetInt64(out _) => " It is too large.",
            ("text", JsonValueKind.True or JsonValueKind.False) => " Put it in quotes.",
            (_, JsonValueKind.Null) => " Remove it, or give it a value.",
            _ => "",
        };
        Leave("SPEC006", path, $"found {Shown(value)}, expected {expected}.{hint}");
    }

    // The member that was probably meant, if any.
    private string? Unknown(string name, List<string> allowed, string path)
    {
        allowed.Sort(StringComparer.Ordinal);
        Findings.Add(new Finding(
            "SPEC004", Severity.Error, path, $"\"{name}\" is not known here.{Spelling.DidYouMean(name, allowed)} Allowed: {Spelling.List(allowed)}."));
        return Spelling.Nearest(name, allowed);
    }

    private static string DidYouMean(JsonElement given, IEnumerable<string> allowed) =>
        given.ValueKind == JsonValueKind.String ? Spelling.DidYouMean(given.GetString()!, allowed) : "";

    private static List<string> Names(RecordContract contract) => [.. contract.Values.Select(value => value.Name)];

    private static string Expected(RecordContract contract) => contract.Kind switch
    {
        RecordContract.Form.Enumeration => $"one of {Spelling.List(Names(contract))}",
        RecordContract.Form.List => "a list",
        RecordContract.Form.Scalar => Type.GetTypeCode(contract.Type) switch
        {
            TypeCode.String => "text",
            TypeCode.Boolean => "true or false",
            _ => "a whole number",
        },
        _ => "an object",
    };

    /// <summary>A value as a message shows it.</summary>
    internal static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.String => $"\"{Shortened(value.GetString()!)}\"",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "nothing",
        _ => value.GetRawText(),
    };

    private static string Shortened(string text) => text.Length > 60 ? $"{text[..60]}…" : text;
}
