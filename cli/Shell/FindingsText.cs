using Infra.Findings;
using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>Findings as text for a person: one per line, errors first, then their number.</summary>
public static class FindingsText
{
    /// <summary>Prints findings.</summary>
    public static void Write(IReadOnlyCollection<Finding> findings, IAnsiConsole console)
    {
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity))
        {
            // A finding is always one line of a log, however long, so that it can be searched for.
            if (!console.IsTerminal())
            {
                console.Profile.Out.Writer.WriteLine(finding);
                continue;
            }

            var (severity, colour) = finding.Severity == Severity.Error ? ("error", Color.Red) : ("warning", Color.Yellow);
            console.Write(new Paragraph($"{finding.Code} ")
                .Append(severity, new Style(colour))
                .Append($" {finding.Path}: {finding.Message}"));
            console.WriteLine();
        }

        console.WriteLine(Summary(findings));
    }

    /// <summary>The number of findings, for example <c>2 errors, 1 warning</c>.</summary>
    public static string Summary(IReadOnlyCollection<Finding> findings)
    {
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        var warnings = findings.Count - errors;
        return (errors, warnings) switch
        {
            (0, 0) => "No findings.",
            (0, _) => $"{Count(warnings, "warning")}.",
            (_, 0) => $"{Count(errors, "error")}.",
            _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}.",
        };
    }

    /// <summary>A number of things, for example <c>1 error</c> or <c>2 errors</c>.</summary>
    internal static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
