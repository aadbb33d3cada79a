using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Reports.Listings;

/// <summary>A table of what the catalogue has of one subject.</summary>
/// <param name="Subject">The subject, for example <c>machines</c>.</param>
/// <param name="Rows">The rows, each with the same members: text, numbers, lists of texts, and null where nothing is known.</param>
public sealed record Listing(ListingSubject Subject, ImmutableArray<JsonObject> Rows)
{
    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The table as JSON: <c>docs/schemas/catalogue.schema.json</c> describes it.</summary>
    public string Json() => new JsonObject
    {
        ["subject"] = Subject.Name,
        ["rows"] = new JsonArray([.. Rows.Select(row => row.DeepClone())]),
    }.ToJsonString(_format) + "\n";
}
