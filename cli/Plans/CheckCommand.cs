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
        var deploy = new Option<bool>("--deploy")
        {
            Description = "Refuse what pulumi up would refuse as well: a secret that is not set is an error.",
        };
        var check = new ExampledCommand(
            "check",
            "Check a stack file against the rules, without evaluating it.",
            """
            platform check dev
            platform check prod --deploy
            platform check prod --format json
            """)
        {
            setting.Stack, setting.Format, deploy,
        };
        check.SetAction(parsed =>
            Run(setting.Read(parsed), parsed.GetValue(deploy), parsed.GetValue(setting.Format), setting.Console));
        return check;
    }

    /// <summary>Checks a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="deploy">Whether what keeps a stack from being deployed, but not from being planned, is an error.</param>
    /// <param name="format">Output for a person or a program.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code.</returns>
    public static int Run(StackInputs inputs, bool deploy, OutputFormat format, IAnsiConsole console)
    {
        var plan = Preflight.Check(inputs);
        if (deploy)
        {
            plan = plan with { Findings = [.. plan.Findings.Select(finding => finding.ForDeployment())] };
        }

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
