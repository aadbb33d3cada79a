using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Reports.Plans;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Plans;

/// <summary><c>platform plan</c>: evaluates a stack offline and shows it.</summary>
public static class PlanCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var tree = new Option<bool>("--tree") { Description = "Print the resources as a tree." };
        var order = new Option<bool>("--order") { Description = "Print in which order the parts of each cluster are created." };
        var folder = new Option<DirectoryInfo?>("--out")
        {
            HelpName = "folder",
            Description =
                "Also write plan.json, report.html and, per cluster, the Helm values and manifests into this folder. [default: none]",
        };
        var plan = new ExampledCommand(
            "plan",
            "Evaluate a stack offline and show what it would create.",
            """
            platform plan dev
            platform plan prod --order
            platform plan Pulumi.prod.yaml --out plan
            platform plan prod --format json > plan.json
            """)
        {
            setting.Stack, setting.Format, tree, order, folder,
        };
        plan.SetAction((parsed, _) => RunAsync(
            setting.Read(parsed),
            new PlanOptions(parsed.GetValue(setting.Format), parsed.GetValue(tree), parsed.GetValue(order), parsed.GetValue(folder)),
            setting.Console));
        return plan;
    }

    /// <summary>Plans a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="options">What to print.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, PlanOptions options, IAnsiConsole console)
    {
        using var folder = options.Out is null ? null : OutFolder.Claim(options.Out);
        var plan = await ProgressLine.PlanAsync(inputs);
        // Before anything is printed, because it may fail.
        folder?.Write(PlanFiles.Of(plan));
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

        return ExitCode.Of(plan.Findings);
    }
}
