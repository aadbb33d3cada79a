using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Findings;

/// <summary>One mistake, reported in one line.</summary>
/// <param name="Code">Stable code with a section in <c>docs/rules.md</c>, for example <c>GPU003</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">Where it is: a path of the stack file such as <c>clusters[0].region</c>, or the name of a planned resource.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record Finding(string Code, Severity Severity, string Path, string Message)
{
    private const int LongestWord = 200;
    private static readonly Regex _longWord = new($@"[^\s""]{{{LongestWord},}}", RegexOptions.CultureInvariant);

    /// <summary>Where it is, in one line.</summary>
    public string Path { get; init; } = OneLine(Path);

    /// <summary>What was found and what is allowed, in one line.</summary>
    public string Message { get; init; } = OneLine(Message);

    /// <summary>Paths of the other values with which this one was compared. If one of them is itself wrong, only that is
    /// reported.</summary>
    public ImmutableArray<string> ComparedWith { get; init; } = [];

    /// <summary>Where in the stack file it is: the value at <see cref="Path"/>, or the nearest that encloses it.</summary>
    /// <value>none: the configuration comes from no file, or the finding is about no part of it</value>
    public FilePlace? Place { get; init; }

    /// <summary>Whether a stack with it can be planned, but not deployed.</summary>
    public bool KeepsFromDeployment { get; init; }

    /// <summary>The finding where the stack is deployed: what keeps it from being deployed is an error.</summary>
    public Finding ForDeployment() => KeepsFromDeployment ? this with { Severity = Severity.Error, Accepted = null } : this;

    /// <summary>That the stack accepts it.</summary>
    /// <value>none: it does not</value>
    public Acceptance? Accepted { get; init; }

    /// <summary>Whether it must be fixed before anything is created.</summary>
    public bool IsError => Severity == Severity.Error && Accepted is null;

    /// <summary>How it counts: <c>error</c>, <c>warning</c> or <c>accepted</c>.</summary>
    public string Standing => Accepted is not null ? "accepted" : Severity == Severity.Error ? "error" : "warning";

    /// <summary>A mistake that must be fixed.</summary>
    public static Finding Error(string code, string path, string message) => new(code, Severity.Error, path, message);

    /// <summary>Something worth knowing.</summary>
    public static Finding Warning(string code, string path, string message) => new(code, Severity.Warning, path, message);

    /// <summary>The finding as text.</summary>
    public override string ToString() => $"{Code} {Standing} {Path}: {Text}";

    /// <summary>The message, and until when and why the finding is accepted.</summary>
    public string Text => Accepted is { } accepted
        ? $"{Message} Accepted until {accepted.Day}: {accepted.Reason}"
        : Message;

    // Quoted text comes from a file: it must not break the line, control a terminal or drown out the rest.
    internal static string OneLine(string text)
    {
        if (text.Any(IsHidden))
        {
            text = string.Concat(text.Select(Visible));
        }

        return text.Length > LongestWord ? _longWord.Replace(text, word => $"{word.Value[..80]}…") : text;
    }

    // Control characters, line separators, and marks that change the text direction.
    private static bool IsHidden(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;

    private static string Visible(char letter) =>
        IsHidden(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : letter.ToString();
}
