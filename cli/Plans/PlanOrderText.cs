using System.Globalization;
using Infra.Cli.Shell;
using Infra.Planning;
using Infra.Reports;
using Spectre.Console;

namespace Infra.Cli.Plans;

/// <summary>The order in which a plan is deployed, as text for a person.</summary>
public static class PlanOrderText
{
    /// <summary>Prints the parts of each cluster in their order, then the findings.</summary>
    public static void Write(ResourcePlan plan, IAnsiConsole console)
    {
        foreach (var cluster in PlanOrder.Of(plan).GroupBy(part => part.Cluster))
        {
            TableText.Write(console, ["CLUSTER", "STEPS", "PART", "RESOURCES", "AFTER"], cluster.Select(part => new[]
            {
                part.Cluster,
                part.First == part.Last ? Text(part.First) : $"{Text(part.First)}-{Text(part.Last)}",
                part.Name,
                Text(part.Resources),
                part.After.Count == 0 ? "-" : string.Join(", ", part.After),
            }));
        }

        FindingsText.Write(plan.Findings, console);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
