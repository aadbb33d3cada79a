using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.AddOns.Queues;
using Infra.Facts.Delivery;
using Infra.Planning;
using Infra.Reports.Costs;
using Infra.Specification;

namespace Infra.Reports.Plans;

/// <summary>Writes <c>plan.json</c>: the same bytes for the same plan, so that two plans can be compared as text.
/// <c>docs/schemas/plan.schema.json</c> describes it.</summary>
public static class PlanJson
{
    /// <summary>The version of the form: it grows with each change that a reader of the form before would not understand.</summary>
    public const int Version = 1;

    // The text is read by people and tools, never embedded in HTML, so quotes, plus signs and umlauts are not escaped.
    private static readonly JsonWriterOptions _format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The plan as text.</summary>
    public static string Write(PlatformPlan plan)
    {
        using var stream = new MemoryStream();
        Write(plan, stream);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes the plan as UTF-8 without a byte order mark, with a new line at the end.</summary>
    public static void Write(PlatformPlan plan, Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream, _format))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Fleet(plan))
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            // A fleet has a hundred thousand of them, which are written one by one.
            writer.WriteStartArray("resources");
            foreach (var resource in plan.Resources)
            {
                ResourceJson.Write(writer, resource);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("quotas");
            Write(writer, new JsonArray([.. PlanQuotas.Of(plan).Select(QuotaJson.Of)]));
            writer.WritePropertyName("findings");
            Write(writer, new JsonArray([.. plan.Findings.Select(FindingJson.Of)]));
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>All members but the resources and what is about them: what is asked for, and what follows from it.</summary>
    internal static JsonObject Fleet(PlatformPlan plan)
    {
        var platform = plan.Platform;
        var owner = plan.Owners();
        var counts = plan.Resources.Select(owner).OfType<string>().CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        return new()
        {
            ["version"] = Version,
            ["project"] = plan.Project,
            ["stack"] = plan.Stack,
            ["organization"] = platform?.Organization,
            ["environment"] = platform?.Environment,
            ["clusters"] = platform is null ? new JsonArray() : new JsonArray(
                [.. platform.Clusters.Select(cluster => ClusterJson.Of(platform, cluster, counts.GetValueOrDefault(cluster.Name)))]),
            ["members"] = new JsonArray([.. platform?.Members.Select(member => DeliveryJson.Of(platform, member)) ?? []]),
            ["dispatch"] = platform is null ? new JsonArray() : Dispatch(platform),
            ["teams"] = platform is null ? new JsonArray() : TeamJson.All(platform),
            ["cost"] = plan.Resources.IsEmpty ? null : CostJson.Of(CostReport.Of(plan, new())),
        };
    }

    private static JsonArray Dispatch(PlatformSpec platform) => new(
    [
        .. QueueDispatch.Members(platform).Select((member, index) => new JsonObject
        {
            ["from"] = FleetDelivery.HubName(platform),
            ["to"] = member.Name,
            ["afterMinutes"] = index * QueueDispatch.RoundMinutes,
            ["offers"] = new JsonObject(QueueDispatch.Offers(member).Select(offer =>
                KeyValuePair.Create(offer.Key, (JsonNode?)JsonValue.Create(offer.Value)))),
        }),
    ]);

    private static void Write(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
