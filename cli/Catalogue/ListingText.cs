using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Shell;
using Infra.Findings;
using Infra.Reports.Listings;
using Spectre.Console;

namespace Infra.Cli.Catalogue;

/// <summary>A table of the catalogue for a person: the rows of its JSON.</summary>
internal static class ListingText
{
    internal static void Write(Listing listing, IAnsiConsole console)
    {
        if (listing.Rows.IsEmpty)
        {
            console.WriteLine($"No {listing.Subject.Name} are known for that.");
            return;
        }

        TableText.Write(
            console,
            [.. listing.Rows[0].Select(member => JsonNamingPolicy.SnakeCaseUpper.ConvertName(member.Key).Replace('_', ' '))],
            listing.Rows.Select(row => row.Select(member => Cell(member.Value)).ToArray()));
    }

    private static string Cell(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } => "-",
        JsonArray texts => Spelling.List(texts.Select(text => (string)text!)),
        _ when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => value.GetValue<string>(),
    };
}
