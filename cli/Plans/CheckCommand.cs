using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Reports.Plans;
using Infra.Specification;
using Infra.Stacks;
using Spectre.Console;

namespace Infra.Cli.Plans;

/// <summary><c>platform check</c>: only the rules.</summary>
public static class CheckCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var check = new Command("check", "Check a stack file against the rules, without evaluating it.") { setting.Stack, setting.Format };
        check.SetAction(parsed => Run(setting.Read(parsed), parsed.GetValue(setting.Format), setting.Console));
        return check;
    }

    /// <summary>Checks a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="format">Output for a person or a program.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code.</returns>
    public static int Run(StackInputs inputs, OutputFormat format, IAnsiConsole console)
    {
        var plan = Preflight.Check(inputs);
        if (format == OutputFormat.Json)
        {
            console.Profile.Out.Writer.Write(PlanJson.Write(plan));
        }
        else
        {
            FindingsText.Write(plan.Findings, console);
        }

        return ExitCode.Of(plan.Findings);
    }
}
