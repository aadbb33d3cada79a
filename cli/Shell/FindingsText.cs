using Infra.Findings;
using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>Findings as text for a person: one per line, errors first and accepted ones last, then their number.</summary>
public static class FindingsText
{
    /// <summary>Prints findings.</summary>
    public static void Write(IReadOnlyCollection<Finding> findings, IAnsiConsole console)
    {
        foreach (var finding in findings.OrderBy(finding => finding.Accepted is not null).ThenByDescending(finding => finding.Severity))
        {
            // A finding is always one line of a log, however long, so that it can be searched for.
            if (!console.IsTerminal())
            {
                console.Profile.Out.Writer.WriteLine(finding);
                continue;
            }

            var colour = finding.Standing switch { "error" => Color.Red, "warning" => Color.Yellow, _ => Color.Grey };
            console.Write(new Paragraph($"{finding.Code} ")
                .Append(finding.Standing, new Style(colour))
                .Append($" {finding.Path}: {finding.Text}"));
            console.WriteLine();
        }

        console.WriteLine(Summary(findings));
    }

    /// <summary>The number of findings, for example <c>2 errors, 1 warning, 1 accepted</c>.</summary>
    public static string Summary(IReadOnlyCollection<Finding> findings)
    {
        var accepted = findings.Count(finding => finding.Accepted is not null);
        var errors = findings.Count(finding => finding.IsError);
        var warnings = findings.Count - errors - accepted;
        var counts = string.Join(", ",
        [
            .. errors > 0 ? [Count(errors, "error")] : Array.Empty<string>(),
            .. warnings > 0 ? [Count(warnings, "warning")] : Array.Empty<string>(),
            .. accepted > 0 ? [$"{accepted} accepted"] : Array.Empty<string>(),
        ]);
        return counts.Length > 0 ? $"{counts}." : "No findings.";
    }

    /// <summary>A number of things, for example <c>1 error</c> or <c>2 errors</c>.</summary>
    internal static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
