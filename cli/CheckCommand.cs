using Infra.Planning;
using Infra.Rules;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli;

/// <summary><c>platform check</c>: the rules alone.</summary>
public static class CheckCommand
{
    /// <summary>Checks a stack.</summary>
    /// <param name="inputs">The stack as its file gives it.</param>
    /// <param name="format">For a person or a program.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code.</returns>
    public static int Run(StackInputs inputs, OutputFormat format, IAnsiConsole console)
    {
        var reading = SpecReader.Read(inputs);
        var findings = RuleSet.Check(reading);
        if (format == OutputFormat.Json)
        {
            console.Profile.Out.Writer.Write(PlanJson.Write(new ResourcePlan(inputs.Project, inputs.Stack, reading.Platform, [], findings)));
        }
        else
        {
            FindingsText.Write(findings, console);
        }

        return FindingsText.ExitCode(findings);
    }
}
