using System.Text.RegularExpressions;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Costs;

namespace Infra.Rules.Costs;

/// <summary>CLU200: the cloud takes a budget, and somebody hears of it.</summary>
public sealed partial class Budgets : ISpecRule
{
    // Of Azure: "Budget start date must be on or after June 1, 2017"
    // (https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets).
    private const string First = "2017-06";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<CloudClusterSpec>()
        from finding in cluster.Budget is { } budget ? Check(budget, Clouds.Of(cluster), $"{cluster.Path}.budget") : []
        select finding;

    private static IEnumerable<Finding> Check(BudgetSpec budget, CloudFacts cloud, string path)
    {
        if (cloud.BudgetObstacle is { } obstacle)
        {
            yield return Finding.Error("CLU200", path, $"{obstacle}. Leave budget out, and set one there.");
            yield break;
        }

        if (budget.Monthly < 1)
        {
            yield return Finding.Error(
                "CLU200", $"{path}.monthly",
                $"monthly is {budget.Monthly}. Allowed: at least 1.");
        }

        if (!Month().IsMatch(budget.From) || string.CompareOrdinal(budget.From, First) < 0)
        {
            yield return Finding.Error(
                "CLU200", $"{path}.from",
                $"\"{budget.From}\" is not a month from which a budget counts. Allowed: the month in which the budget is created, or one " +
                "of the next twelve, such as 2026-12.");
        }

        if (budget.Notify.IsEmpty)
        {
            yield return Finding.Error("CLU200", $"{path}.notify", "nobody would be told. Allowed: at least one mail address.");
        }

        if (budget.Notify.Length > cloud.MostBudgetAddresses)
        {
            yield return Finding.Error(
                "CLU200", $"{path}.notify",
                $"notify has {budget.Notify.Length} addresses. Allowed on {cloud.Cluster.Kind}: at most {cloud.MostBudgetAddresses}; " +
                "give one that forwards the mail.");
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
