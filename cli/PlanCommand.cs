using Infra.Reports;
using Infra.Specification;
using Infra.Stacks;
using Spectre.Console;

namespace Infra.Cli;

/// <summary><c>platform plan</c>: evaluates a stack offline and shows it.</summary>
public static class PlanCommand
{
    /// <summary>Plans a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="options">What to print.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, PlanOptions options, IAnsiConsole console)
    {
        var plan = await Preflight.PlanAsync(inputs);
        if (options.Format == OutputFormat.Json)
        {
            await console.Profile.Out.Writer.WriteAsync(PlanJson.Write(plan));
        }
        else if (options.Tree)
        {
            PlanTree.Write(plan, console);
        }
        else if (options.Order)
        {
            PlanOrderText.Write(plan, console);
        }
        else
        {
            PlanText.Write(plan, console);
        }

        if (options.Out is not null)
        {
            PlanFiles.Write(plan, options.Out);
        }

        return FindingsText.ExitCode(plan.Findings);
    }
}
