namespace Infra.Reports.Comparisons;

/// <summary>What something costs in a month, in US dollars at list prices.</summary>
/// <param name="Min">With every pool at its minimum.</param>
/// <param name="Max">With every pool at its maximum.</param>
public sealed record MonthlyCost(decimal Min, decimal Max);
