using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using Infra.Cli.Plans;
using Infra.Planning.Values;
using Infra.Planning;

namespace Infra.Tests.Baselines;

/// <summary>A plan as people review it: a summary with one line for each resource, which begins with a digest of all that the plan says of
/// the resource; and that in full, for whoever wants to know what changed behind a digest. The same plan gives the same text.</summary>
/// <param name="Summary">Findings, counts, charts, and a line for each resource.</param>
/// <param name="Details">Each resource with where it is, its options, what it waits for and every input, one value a line.</param>
internal sealed record PlanBaseline(string Summary, string Details)
{
    /// <summary>Writes a plan.</summary>
    public static PlanBaseline Of(ResourcePlan plan)
    {
        var names = plan.Resources.ToDictionary(resource => resource.Urn, resource => resource.Name, StringComparer.Ordinal);
        var details = plan.Resources.Select(resource => Describe(resource, names)).ToImmutableArray();
        return new PlanBaseline(PlanSummary.Write(plan, [.. details.Select(Digest)]), string.Join('\n', details));
    }

    /// <summary>The details in the whole text of a baseline; absent where the text has another summary than the one given.</summary>
    public static string? DetailsOf(string text, string summary) =>
        text.StartsWith(summary + "\n", StringComparison.Ordinal) ? text[(summary.Length + 1)..] : null;

    /// <summary>The whole text: the summary, then the details.</summary>
    public override string ToString() => $"{Summary}\n{Details}";

    // Twelve digits are short enough to read, and two texts never share them by chance.
    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static string Describe(PlannedResource resource, Dictionary<string, string> names)
    {
        // The types of all parents and the name decide whether a resource is replaced.
        var text = new StringBuilder($"{ResourceUrn.Parse(resource.Urn).Local}\n");
        foreach (var option in PlannedOptionsText.Words(resource))
        {
            text.Append("  option: ").Append(option).Append('\n');
        }

        if (resource.Parent is { } parent)
        {
            text.Append("  parent: ").Append(names[parent]).Append('\n');
        }

        if (resource.Provider is { } provider)
        {
            text.Append("  provider: ").Append(names[provider]).Append('\n');
        }

        foreach (var urn in resource.DependsOn)
        {
            text.Append("  after: ").Append(names[urn]).Append('\n');
        }

        foreach (var (name, value) in resource.Inputs)
        {
            Append(text, "  ", name, value);
        }

        return text.ToString();
    }

    private static readonly JsonSerializerOptions _plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
                {
                    Append(text, within, key, member);
                }

                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                {
                    Append(text, within, "-", item);
                }

                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String && ((string)value!).Contains('\n', StringComparison.Ordinal):
                text.Append(" |\n");
                foreach (var line in ((string)value!).Split('\n'))
                {
                    text.Append(line.Length == 0 ? "" : within).Append(line).Append('\n');
                }

                break;
            default:
                text.Append(' ').Append(value is null ? "null" : value.ToJsonString(_plainText)).Append('\n');
                break;
        }
    }

    // Policies and configuration reach providers as JSON in one line of text, where no review finds a changed word.
    private static JsonNode? Document(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.String || !((string)value!).StartsWith('{'))
        {
            return null;
        }

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
