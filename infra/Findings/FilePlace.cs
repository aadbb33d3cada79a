using System.Globalization;

namespace Infra.Findings;

/// <summary>A place in a file that people write.</summary>
/// <param name="File">Name of the file in the project's folder, for example <c>Pulumi.dev.yaml</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
public sealed record FilePlace(string File, int Line, int Column)
{
    /// <summary>The place as editors and compilers write it: <c>Pulumi.dev.yaml:12:7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
