namespace Infra.Rules;

/// <summary>One mistake, told in one line.</summary>
/// <param name="Code">Stable code with a section in <c>docs/rules.md</c>, for example <c>GPU003</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Path">Where it is: a path of the stack file such as <c>clusters[0].region</c>, or the name of a planned resource.</param>
/// <param name="Message">What was found and what is allowed.</param>
public sealed record Finding(string Code, Severity Severity, string Path, string Message)
{
    /// <summary>A mistake that must be mended.</summary>
    public static Finding Error(string code, string path, string message) => new(code, Severity.Error, path, message);

    /// <summary>Something worth knowing.</summary>
    public static Finding Warning(string code, string path, string message) => new(code, Severity.Warning, path, message);

    /// <summary>The finding as a person reads it.</summary>
    public override string ToString() => $"{Code} {(Severity == Severity.Error ? "error" : "warning")} {Path}: {Message}";
}
