using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Costs;

namespace Infra.Rules.Aks;

/// <summary>CLU200: Azure takes a budget, and somebody hears of it.</summary>
public sealed partial class Budgets : ISpecRule
{
    // "Budget start date must be on or after June 1, 2017" (https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets).
    private const string First = "2017-06";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        from finding in cluster.Budget is { } budget ? Check(budget, $"{cluster.Path}.budget") : []
        select finding;

    private static IEnumerable<Finding> Check(BudgetSpec budget, string path)
    {
        if (budget.Monthly < 1)
        {
            yield return Finding.Error(
                "CLU200", $"{path}.monthly",
                $"monthly is {budget.Monthly}. Allowed: at least 1, in the currency of the subscription's bill.");
        }

        if (!Month().IsMatch(budget.From) || string.CompareOrdinal(budget.From, First) < 0)
        {
            yield return Finding.Error(
                "CLU200", $"{path}.from",
                $"\"{budget.From}\" is not a month from which Azure counts. Allowed: the month in which the budget is created, or one of " +
                "the next twelve, such as 2026-12.");
        }

        if (budget.Notify.IsEmpty)
        {
            yield return Finding.Error("CLU200", $"{path}.notify", "nobody would be told. Allowed: at least one mail address.");
        }

        for (var index = 0; index < budget.Notify.Length; index++)
        {
            if (!Address().IsMatch(budget.Notify[index]))
            {
                yield return Finding.Error(
                    "CLU200", $"{path}.notify[{index}]",
                    $"\"{budget.Notify[index]}\" is not a mail address. Allowed: one such as platform@acme.example.");
            }
        }
    }

    [GeneratedRegex(@"\A[0-9]{4}-(0[1-9]|1[0-2])\z")]
    private static partial Regex Month();

    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+\z")]
    private static partial Regex Address();
}
