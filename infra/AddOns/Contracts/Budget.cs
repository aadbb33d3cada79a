namespace Infra.AddOns.Contracts;

/// <summary>Where a chart takes a pod disruption budget, and in which form.</summary>
/// <param name="Path">Value path.</param>
/// <param name="Form">Form of the value.</param>
public sealed record Budget(string Path, BudgetForm Form);
