using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Specification.Reading;

/// <summary>Compares JSON with the contract of a record and notes every difference. Its result is clean, so creating a record from it
/// cannot fail: a required member that is missing or invalid is replaced by a placeholder, so that rules can check the rest of its record
/// as well.</summary>
internal sealed class StrictReader(Mistakes mistakes)
{
    private readonly Dictionary<string, List<int>> _kept = [];

    /// <summary>Parses a text; if it is not valid JSON, notes where the error is.</summary>
    internal JsonElement? Parse(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            mistakes.Malformed(text, malformed, path);
            return null;
        }
    }

    /// <summary>A value, read as <typeparamref name="T"/>; null if it cannot be determined what it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="aside">A member of the value that is read elsewhere.</param>
    internal T? Read<T>(JsonElement value, string path, string? aside = null)
        where T : class =>
        CleanAny(value, RecordContract.Of(typeof(T)), path, patch: false, aside) is { } clean ? (T?)Deserialize(clean, typeof(T)) : null;

    /// <summary>A JSON merge patch (RFC 7386) of a record, without its invalid parts: members may be null, and none is required.</summary>
    internal JsonNode? CleanPatch(JsonElement patch, Type type, string path) =>
        CleanAny(patch, RecordContract.Of(type), path, patch: true, aside: null);

    /// <summary>Notes the required members that clean JSON lacks, including in nested objects, and inserts placeholders for them.</summary>
    internal void Complete(JsonObject clean, Type type, string path)
    {
        var contract = RecordContract.Of(type);
        StandInForMissing(clean, contract, path);
        foreach (var member in contract.Members)
        {
            if (clean[member.Name] is JsonObject inner
                && RecordContract.Of(member.Property.PropertyType) is { Kind: RecordContract.Form.Record } held)
            {
                Complete(inner, held.Case(inner).Type, $"{path}.{member.Name}");
            }
        }
    }

    /// <summary>Creates a record from clean JSON.</summary>
    internal static object? Deserialize(JsonNode clean, Type type) => RecordContract.Of(type).Read(clean);

    /// <summary>Prepares the contract of a record and of its members.</summary>
    internal static void Prepare(Type type)
    {
        foreach (var member in RecordContract.Of(type).Members)
        {
            _ = RecordContract.Of(member.Property.PropertyType).Members;
        }
    }

    /// <summary>The original index in the file of an element of a list from which invalid elements were removed.</summary>
    internal int OriginalIndex(string path, int index) => _kept.TryGetValue(path, out var kept) ? kept[index] : index;

    // The valid part of a value, or null if it is too little to be usable.
    private JsonNode? CleanAny(JsonElement value, RecordContract contract, string path, bool patch, string? aside) => contract.Kind switch
    {
        RecordContract.Form.Record => CleanRecord(value, contract, path, patch, aside),
        RecordContract.Form.List => CleanList(value, contract, path),
        RecordContract.Form.Map => CleanMap(value, contract, path, patch),
        RecordContract.Form.Enumeration => CleanName(value, contract, path),
        _ => CleanScalar(value, contract, path),
    };

    private JsonObject? CleanRecord(JsonElement value, RecordContract contract, string path, bool patch, string? aside)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            mistakes.WrongType(value, contract, path);
            return null;
        }

        var discriminator = contract.Discriminator;
        if (discriminator is not null)
        {
            if (Choose(value, contract, path) is not { } chosen)
            {
                return null;
            }

            contract = chosen;
        }

        var members = contract.Members.ToDictionary(member => member.Name, StringComparer.Ordinal);
        var clean = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in value.EnumerateObject())
        {
            var memberPath = $"{path}.{given.Name}";
            if (!seen.Add(given.Name))
            {
                mistakes.Twice(given.Name, memberPath);
            }
            else if (given.Name == discriminator)
            {
                clean.Insert(0, given.Name, given.Value.GetString());
            }
            else if (given.Name == aside)
            {
                continue;
            }
            else if (!members.TryGetValue(given.Name, out var member))
            {
                string[] allowed = [.. members.Keys, .. Present(discriminator), .. Present(aside)];
                if (mistakes.Unknown(given.Name, allowed, memberPath) is { } meant && !value.TryGetProperty(meant, out _))
                {
                    mistakes.Unread.Add($"{path}.{meant}");
                }
            }
            else if (given.Value.ValueKind == JsonValueKind.Null && (patch || member.IsNullable))
            {
                clean[given.Name] = null;
            }
            else if (CleanAny(
                given.Value, RecordContract.Of(member.Property.PropertyType), memberPath, patch, aside: null) is { } cleanMember)
            {
                clean[given.Name] = cleanMember;
            }
            else if (member.IsRequired)
            {
                clean[given.Name] = RecordContract.Of(member.Property.PropertyType).StandIn();
            }
        }

        if (!patch)
        {
            StandInForMissing(clean, contract, path);
        }

        return clean;
    }

    private void StandInForMissing(JsonObject clean, RecordContract contract, string path)
    {
        foreach (var missing in contract.Members)
        {
            if (!missing.IsRequired || clean.ContainsKey(missing.Name))
            {
                continue;
            }

            var held = RecordContract.Of(missing.Property.PropertyType);
            var memberPath = $"{path}.{missing.Name}";
            // If it is misspelt, that mistake is already noted.
            if (!mistakes.Unread.Contains(memberPath))
            {
                mistakes.Missing(held, memberPath);
            }

            clean[missing.Name] = held.StandIn();
        }
    }

    private static IEnumerable<string> Present(string? name) => name is null ? [] : [name];

    // The record that the discriminator of a value selects.
    private RecordContract? Choose(JsonElement value, RecordContract contract, string path)
    {
        var name = contract.Discriminator!;
        var kinds = contract.Cases.Select(known => known.Name).ToList();
        if (!value.TryGetProperty(name, out var given))
        {
            mistakes.MissingKind(kinds, $"{path}.{name}");
        }
        else if (given.ValueKind != JsonValueKind.String || !kinds.Contains(given.GetString()!))
        {
            mistakes.NotOneOf(kinds, given, $"{path}.{name}");
        }
        else
        {
            return RecordContract.Of(contract.Cases[kinds.IndexOf(given.GetString()!)].Type);
        }

        mistakes.Unread.Add(path);
        return null;
    }

    private JsonArray? CleanList(JsonElement value, RecordContract contract, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            mistakes.WrongType(value, contract, path);
            return null;
        }

        var clean = new JsonArray();
        var kept = _kept[path] = [];
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (CleanAny(item, RecordContract.Of(contract.Element!), $"{path}[{index}]", patch: false, aside: null) is { } cleanItem)
            {
                clean.Add(cleanItem);
                kept.Add(index);
            }

            index++;
        }

        return clean;
    }

    private JsonObject? CleanMap(JsonElement value, RecordContract contract, string path, bool patch)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            mistakes.WrongType(value, contract, path);
            return null;
        }

        var clean = new JsonObject();
        foreach (var given in value.EnumerateObject())
        {
            var memberPath = $"{path}.{given.Name}";
            if (clean.ContainsKey(given.Name))
            {
                mistakes.Twice(given.Name, memberPath);
            }
            else if (patch && given.Value.ValueKind == JsonValueKind.Null)
            {
                clean[given.Name] = null;
            }
            else if (CleanAny(given.Value, RecordContract.Of(contract.Element!), memberPath, patch, aside: null) is { } cleanMember)
            {
                clean[given.Name] = cleanMember;
            }
        }

        return clean;
    }

    private JsonValue? CleanName(JsonElement value, RecordContract contract, string path)
    {
        var allowed = contract.Values.Select(known => known.Name).ToList();
        if (value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString()!))
        {
            return JsonValue.Create(value.GetString());
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            mistakes.WrongType(value, contract, path);
        }
        else
        {
            mistakes.NotOneOf(allowed, value, path);
        }

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
        {
            return JsonNode.Parse(value.GetRawText());
        }

        mistakes.WrongType(value, contract, path);
        return null;
    }
}
