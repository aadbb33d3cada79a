namespace Infra.AddOns.Contracts;

/// <summary>Where a chart takes topology spread constraints, and how it labels the pods.</summary>
/// <param name="Path">Value path.</param>
/// <param name="Label">Label that the pods have.</param>
/// <param name="Value">The label's value.</param>
public sealed record Spread(string Path, string Label, string Value);
