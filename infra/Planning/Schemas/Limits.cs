using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Planning.Values;

namespace Infra.Planning.Schemas;

/// <summary>What a schema requires of a value beyond its type. Each limit applies only to suitable values: a pattern not to a list, a
/// length not to a number.</summary>
/// <param name="Number">Smallest and largest number.</param>
/// <param name="Characters">How long a text may be.</param>
/// <param name="Items">How many items a list may have.</param>
/// <param name="Members">How many members an object may have.</param>
/// <param name="Pattern">Regular expression that a text matches somewhere.</param>
internal sealed record Limits(Bounds Number, Bounds Characters, Bounds Items, Bounds Members, string? Pattern)
{
    /// <summary>No limit.</summary>
    internal static Limits None { get; } = new(default, default, default, default, null);

    /// <summary>What is allowed instead of a value; null if the value is valid.</summary>
    internal string? Allowed(JsonNode value) => value switch
    {
        JsonArray list => Items.Allowed(list.Count, " items"),
        JsonObject json => Members.Allowed(json.Count, " members"),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.Number => Number.Allowed(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture), string.Empty),
            JsonValueKind.String => Allowed(value.ToString()),
            _ => null,
        },
    };

    // The output of another resource, and a secret, are not known yet.
    private string? Allowed(string text) => text == Placeholder.Secret || Placeholder.IsIn(text) ? null :
        Characters.Allowed(text.Length, " characters")
        ?? (Pattern is null || Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant) ? null : $"text that matches {Pattern}");
}
