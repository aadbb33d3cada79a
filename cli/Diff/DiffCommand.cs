using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Reports.Comparisons;
using Spectre.Console;

namespace Infra.Cli.Diff;

/// <summary><c>platform diff</c>: what the engine would do to get from one plan to another.</summary>
public static class DiffCommand
{
    private const string Head = "HEAD";

    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var first = new Argument<string>("a")
        {
            Description = "A stack by its name or file, or a saved plan: plan.json, or the folder that plan --out wrote.",
        };
        var second = new Argument<string?>("b")
        {
            Description = "The same, for what a becomes. Without it, a becomes what it is now from what it was in --against.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var against = new Option<string?>("--against")
        {
            Description = $"Compare the stack with what its file was in a revision of Git; {Head} if only a is given.",
            HelpName = "revision",
        };
        var state = new Option<FileInfo?>("--state")
        {
            Description = "Compare the stack with what is deployed, as pulumi stack export wrote it.",
            HelpName = "file",
        };
        var exitCode = new Option<bool>("--exit-code")
        {
            Description = $"End with {ExitCode.Differs} if there is a difference.",
        };
        var format = CommandSetting.FormatOf(
            "text for people, json for programs, markdown for a pull request, sarif for the findings of b",
            "text", "json", "markdown", "sarif");
        var diff = new ExampledCommand(
            "diff", "Compare two plans: what would be created, changed, replaced and deleted, what that costs, and which findings are new.",
            "platform diff dev --against main --format markdown")
        {
            first, second, against, state, exitCode, format,
        };
        diff.SetAction(async (parsed, _) =>
        {
            var folder = parsed.GetValue(setting.Project)!;
            var comparison = await CompareAsync(
                folder, parsed.GetValue(first)!, parsed.GetValue(second),
                parsed.GetValue(against), parsed.GetValue(state));
            await WriteAsync(comparison, parsed.GetValue(format), setting.Console);
            return Ends(comparison, parsed.GetValue(exitCode));
        });
        return diff;
    }

    private static async Task<PlanComparison> CompareAsync(
        DirectoryInfo folder, string first, string? second, string? against, FileInfo? state)
    {
        if (second is not null)
        {
            if (against is not null || state is not null)
            {
                throw new StackFileException(
                    $"{(against is null ? "--state" : "--against")} is for one stack: give either that or a second one.");
            }

            var after = await DiffOperand.ReadAsync(folder, second);
            return PlanComparison.Of(await DiffOperand.ReadAsync(folder, first, after.Plan), after);
        }

        if (state is not null)
        {
            if (against is not null)
            {
                throw new StackFileException("--state and --against are two things to compare a stack with: give one of them.");
            }

            var program = await DiffOperand.ReadAsync(folder, first);
            return PlanComparison.Of(DiffOperand.Saved(state.ToString(), program.Plan), program);
        }

        if (DiffOperand.Stack(folder, first) is not var (home, stack))
        {
            throw new StackFileException($"{first} is a saved plan: give what to compare it with, for example a stack.");
        }

        var revision = against ?? Head;
        // A stack that cannot be read now is a mistake of its own, whatever Git says.
        var now = await DiffOperand.ReadAsync(folder, first);
        var title = $"{now.Title} at {revision}";
        var before = await GitRevision.ReadAsync(home, stack, revision) is { } inputs
            ? ComparedPlan.Of(title, await ProgressLine.PlanAsync(inputs))
            : ComparedPlan.Nothing($"{title}, which has no such stack", now.Plan.Project, now.Plan.Stack);
        return PlanComparison.Of(before, now);
    }

    private static async Task WriteAsync(PlanComparison comparison, OutputFormat format, IAnsiConsole console)
    {
        var output = console.Profile.Out.Writer;
        switch (format)
        {
            case OutputFormat.Json:
                await output.WriteAsync(ComparisonJson.Write(comparison));
                break;
            case OutputFormat.Markdown:
                await output.WriteAsync(ComparisonMarkdown.Write(comparison));
                break;
            case OutputFormat.Sarif:
                await output.WriteAsync(FindingsSarif.Write(comparison));
                break;
            default:
                DiffText.Write(comparison, console);
                break;
        }
    }

    // Errors come first: a plan with errors is not deployed, whatever it would change.
    private static int Ends(PlanComparison comparison, bool tells) =>
        !comparison.IsWhole ? ExitCode.HasErrors
        : ExitCode.Of(comparison.After.Plan.Findings) is not ExitCode.Fine and var errors ? errors
        : tells && !comparison.IsEqual ? ExitCode.Differs
        : ExitCode.Fine;
}
