using System.Collections.Immutable;

namespace Infra.Specification.Costs;

/// <summary>What a cluster may cost, and who is told. It limits nothing: whoever reads the mail does.</summary>
public sealed record BudgetSpec
{
    /// <summary>Cost of a month: at least 1, in the currency of the subscription's bill on Azure; on AWS in US dollars, in China in
    /// yuan and in the European Sovereign Cloud in euros.</summary>
    public required int Monthly { get; init; }

    /// <summary>The first month, such as <c>2026-12</c>; on Azure the one in which the budget is created, or one of the next twelve.
    /// There another month makes another budget, because Azure changes it in none
    /// (https://github.com/Azure/CanadaPubSecALZ/issues/317).</summary>
    public required string From { get; init; }

    /// <summary>Mail addresses that are told when 80 % and 100 % of a month's budget are spent, and when the cloud expects the month to
    /// cost more than it: at least one; on AWS at most 10
    /// (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html).</summary>
    public required ImmutableArray<string> Notify { get; init; }
}
