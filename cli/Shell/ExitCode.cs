using Infra.Findings;

namespace Infra.Cli.Shell;

/// <summary>What a command ends with.</summary>
public static class ExitCode
{
    /// <summary>There are no errors.</summary>
    public const int Fine = 0;

    /// <summary>There are findings of severity error that are not accepted.</summary>
    public const int HasErrors = 1;

    /// <summary>The command or the stack file cannot be read, or the result cannot be written.</summary>
    public const int Unreadable = 2;

    /// <summary>Two plans differ, where the command was asked to tell.</summary>
    public const int Differs = 3;

    /// <summary>Ctrl-C ended the command.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM ended the command.</summary>
    public const int Terminated = 143;

    /// <summary>All of them, for help and its page.</summary>
    internal static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Fine, "nothing is wrong; there may be warnings"),
        (HasErrors, "there are errors; all of them are reported"),
        (Unreadable, "the command or the stack file cannot be read, or the result cannot be written"),
        (Differs, "only of diff --exit-code: the plans differ, and nothing is wrong"),
        (Interrupted, "Ctrl-C ended the command; nothing half-written is left"),
        (Terminated, "SIGTERM ended the command; nothing half-written is left"),
    ];

    /// <summary>The exit code for findings.</summary>
    public static int Of(IEnumerable<Finding> findings) =>
        findings.Any(finding => finding.IsError) ? HasErrors : Fine;
}
