using System.Text.Json.Nodes;

namespace Infra.Reports.Comparisons;

/// <summary>A value that differs between two plans.</summary>
/// <param name="Path">The input of the resource, for example <c>scalingConfig.minSize</c>.</param>
/// <param name="Inside">Where it is inside the document that the input holds as text: a path in JSON or YAML, or
/// <c>line 12</c> of other text; null for the whole input.</param>
/// <param name="Before">The value in the first plan; null where it was absent.</param>
/// <param name="After">The value in the second plan; null where it is absent.</param>
/// <param name="Replaces">Whether the change of the input replaces the resource.</param>
/// <param name="Because">Name of the resource from which the change follows; null where the program itself gives another value.</param>
public sealed record PropertyChange(string Path, string? Inside, JsonNode? Before, JsonNode? After, bool Replaces, string? Because);
