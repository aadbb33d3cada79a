using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Infra.Findings;
using Infra.Specification.Reading;

namespace Infra.Specification.Templates;

/// <summary>Like sites: a cluster that is like a template is the template with the cluster's own members as a JSON merge patch (RFC 7396)
/// over it; a template may itself be like another.</summary>
/// <param name="templates">The templates by name; null if the stack has none.</param>
/// <param name="mistakes">Where mistakes go.</param>
internal sealed class TemplateReader(JsonElement? templates, Mistakes mistakes)
{
    /// <summary>The key of the stack that holds templates.</summary>
    internal const string Key = "templates";

    /// <summary>The member of a cluster that names one.</summary>
    internal const string Like = "like";

    private readonly Dictionary<string, JsonElement> _templates = Named(templates, mistakes);

    /// <summary>A cluster with all that it is like; null if that cannot be said.</summary>
    internal JsonElement? Whole(JsonElement cluster, string path) => Whole(cluster, path, []);

    private JsonElement? Whole(JsonElement entry, string path, ImmutableList<string> way)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty(Like, out var like))
        {
            return entry;
        }

        if (like.ValueKind != JsonValueKind.String)
        {
            mistakes.Leave("SPEC006", $"{path}.{Like}", $"found {Mistakes.Shown(like)}, expected the name of a template.");
        }
        else if (!_templates.TryGetValue(like.GetString()!, out var template))
        {
            mistakes.Leave("SPEC015", $"{path}.{Like}", Unknown(like.GetString()!));
        }
        else if (way.Contains(like.GetString()!))
        {
            mistakes.Leave(
                "SPEC015", $"{path}.{Like}", $"a template cannot be like itself: {string.Join(" is like ", way.Add(like.GetString()!))}.");
        }
        else if (Whole(template, $"{Key}.{like.GetString()}", way.Add(like.GetString()!)) is { } whole)
        {
            return Merged(whole, entry);
        }

        mistakes.Unread.Add(path);
        return null;
    }

    private string Unknown(string name) => _templates.Count == 0
        ? $"there is no template \"{name}\": the stack has no ai-platform:{Key}."
        : $"there is no template \"{name}\".{Spelling.DidYouMean(name, _templates.Keys)} Allowed: " +
          $"{Spelling.List(_templates.Keys.Order(StringComparer.Ordinal))}.";

    private static Dictionary<string, JsonElement> Named(JsonElement? templates, Mistakes mistakes)
    {
        var named = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (templates is not { } given)
        {
            return named;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            mistakes.Leave("SPEC006", Key, $"found {Mistakes.Shown(given)}, expected an object with templates by name.");
            return named;
        }

        foreach (var template in given.EnumerateObject())
        {
            var path = $"{Key}.{template.Name}";
            if (template.Value.ValueKind != JsonValueKind.Object)
            {
                mistakes.Leave("SPEC006", path, $"found {Mistakes.Shown(template.Value)}, expected an object with members of a cluster.");
            }
            else if (!named.TryAdd(template.Name, template.Value))
            {
                mistakes.Twice(template.Name, path);
            }
        }

        return named;
    }

    private static JsonElement Merged(JsonElement template, JsonElement entry)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            Write(writer, template, entry, ofAddOns: false, outermost: true);
        }

        using var document = JsonDocument.Parse(text.WrittenMemory);
        return document.RootElement.Clone();
    }

    // Members that an entry gives twice stay so, for the strict reader to tell. What is set to null in addOns removes an add-on or a
    // setting from the stack's defaults, so it stays as well.
    private static void Write(Utf8JsonWriter writer, JsonElement? target, JsonElement patch, bool ofAddOns, bool outermost = false)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            patch.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        var existing = target is { ValueKind: JsonValueKind.Object } ? target : null;
        foreach (var member in existing?.EnumerateObject().ToArray() ?? [])
        {
            if (!patch.TryGetProperty(member.Name, out _))
            {
                member.WriteTo(writer);
            }
        }

        foreach (var member in patch.EnumerateObject())
        {
            if ((outermost && member.NameEquals(Like)) || (!ofAddOns && member.Value.ValueKind == JsonValueKind.Null))
            {
                continue;
            }

            writer.WritePropertyName(member.Name);
            JsonElement? inner = existing is { } found && found.TryGetProperty(member.Name, out var value) ? value : null;
            Write(writer, inner, member.Value, ofAddOns || (outermost && member.NameEquals("addOns")));
        }

        writer.WriteEndObject();
    }
}
