using Infra.Reports.Costs;
using Infra.Specification;
using Infra.Stacks;
using Spectre.Console;

namespace Infra.Cli.Costs;

/// <summary><c>platform cost</c>: what a stack costs in a month at list prices.</summary>
public static class CostCommand
{
    /// <summary>Counts the cost of a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="assumptions">What it is counted with.</param>
    /// <param name="format">Output for a person or a program.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code: that of the plan.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, CostAssumptions assumptions, OutputFormat format, IAnsiConsole console)
    {
        var plan = await Preflight.PlanAsync(inputs);
        var report = CostReport.Of(plan, assumptions);
        if (report.Clusters.IsEmpty)
        {
            FindingsText.Write(plan.Findings, console);
        }
        else if (format == OutputFormat.Json)
        {
            await console.Profile.Out.Writer.WriteAsync(CostJson.Write(report));
        }
        else
        {
            CostText.Write(report, console);
        }

        return FindingsText.ExitCode(plan.Findings);
    }
}
