using System.Text.Json.Nodes;

namespace Infra.Planning.Differences;

/// <summary>An input that differs between two plans.</summary>
/// <param name="Path">Where it is, for example <c>scalingConfig.minSize</c>; <c>provider</c> for the provider itself.</param>
/// <param name="Before">Its value in the first plan; null where it was absent.</param>
/// <param name="After">Its value in the second plan; null where it is absent.</param>
/// <param name="Replaces">Whether the change replaces the resource.</param>
public sealed record PropertyDifference(string Path, JsonNode? Before, JsonNode? After, bool Replaces)
{
    /// <summary>Name of the resource whose replacement or change gives this input another value, where the program gives it the same
    /// one.</summary>
    public string? Because { get; init; }
}
