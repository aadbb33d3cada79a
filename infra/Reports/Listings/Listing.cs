using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Reports.Listings;

/// <summary>A table of what the catalogue has of one subject.</summary>
/// <param name="Subject">The subject, for example <c>machines</c>.</param>
/// <param name="Rows">The rows, each with the same members: text, numbers, lists of texts, and null where nothing is known.</param>
public sealed record Listing(ListingSubject Subject, ImmutableArray<JsonObject> Rows)
{
    /// <summary>The table as JSON: <c>docs/schemas/catalogue.schema.json</c> describes it.</summary>
    public string Json() => JsonText.Of(new JsonObject
    {
        ["subject"] = Subject.Name,
        ["rows"] = new JsonArray([.. Rows.Select(row => row.DeepClone())]),
    });
}
