using Infra.Findings;

namespace Infra.Cli.Shell;

/// <summary>What a command ends with.</summary>
public static class ExitCode
{
    /// <summary>There are no errors.</summary>
    public const int Fine = 0;

    /// <summary>There are findings of severity error.</summary>
    public const int HasErrors = 1;

    /// <summary>The command or the stack file cannot be read, or the result cannot be written.</summary>
    public const int Unreadable = 2;

    /// <summary>The exit code for findings.</summary>
    public static int Of(IEnumerable<Finding> findings) =>
        findings.Any(finding => finding.Severity == Severity.Error) ? HasErrors : Fine;
}
