using System.Collections.Immutable;

namespace Infra.Specification.Costs;

/// <summary>What a cluster may cost, and who is told. It limits nothing: whoever reads the mail does.</summary>
public sealed record BudgetSpec
{
    /// <summary>Cost of a month, in the currency of the subscription's bill: at least 1.</summary>
    public required int Monthly { get; init; }

    /// <summary>The first month, such as <c>2026-12</c>: the one in which the budget is created, or one of the next twelve. Another month
    /// makes another budget, because Azure changes it in none (https://github.com/Azure/CanadaPubSecALZ/issues/317).</summary>
    public required string From { get; init; }

    /// <summary>Mail addresses that are told when 80 % and 100 % of a month's budget are spent, and when Azure expects the month to cost
    /// more than it: at least one.</summary>
    public required ImmutableArray<string> Notify { get; init; }
}
