using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning;

namespace Infra.Tests.Baselines;

/// <summary>A plan as lines for people who review a change: each resource with where it is, what it waits for and every input, one value
/// a line, in the order of the plan, which is the same on every run. Nothing is left out, so that no change passes unseen.</summary>
internal static class PlanBaseline
{
    /// <summary>The plan as text; the same text for the same plan.</summary>
    public static string Write(ResourcePlan plan)
    {
        var names = plan.Resources.ToDictionary(resource => resource.Urn, resource => resource.Name, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var finding in plan.Findings)
            text.Append(finding).Append('\n');
        foreach (var resource in plan.Resources)
        {
            // Below the stack's own prefix a URN is the types of all parents and the name: what decides whether a resource is replaced.
            text.Append('\n').AppendJoin("::", resource.Urn.Split("::").Skip(2)).Append(resource.Protect ? " (protected)\n" : "\n");
            if (resource.Parent is { } parent)
                text.Append("  parent: ").Append(names[parent]).Append('\n');
            if (resource.Provider is { } provider)
                text.Append("  provider: ").Append(names[provider]).Append('\n');
            foreach (var urn in resource.DependsOn)
                text.Append("  after: ").Append(names[urn]).Append('\n');
            foreach (var (name, value) in resource.Inputs)
                Append(text, "  ", name, value);
        }

        return text.ToString();
    }

    private static readonly JsonSerializerOptions PlainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Append(StringBuilder text, string indent, string name, JsonNode? value)
    {
        text.Append(indent).Append(name).Append(name == "-" ? "" : ":");
        if (Document(value) is { } document)
        {
            text.Append(" JSON");
            value = document;
        }

        var within = indent + "  ";
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                foreach (var (key, member) in map)
                    Append(text, within, key, member);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                    Append(text, within, "-", item);
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String && ((string)value!).Contains('\n', StringComparison.Ordinal):
                text.Append(" |\n");
                foreach (var line in ((string)value!).Split('\n'))
                    text.Append(line.Length == 0 ? "" : within).Append(line).Append('\n');
                break;
            default:
                text.Append(' ').Append(value is null ? "null" : value.ToJsonString(PlainText)).Append('\n');
                break;
        }
    }

    // Policies and configuration reach providers as JSON in one line of text, where no review finds a changed word.
    private static JsonNode? Document(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.String || !((string)value!).StartsWith('{'))
            return null;
        try
        {
            return JsonNode.Parse((string)value!) as JsonObject;
        }
        catch (JsonException)
        {
            // Other text may begin with a brace; it is shown as it is.
            return null;
        }
    }
}
