using System.Text.RegularExpressions;

namespace Infra.Specification.Formats;

/// <summary>Values of labels of Kubernetes that are not empty
/// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set).</summary>
internal static partial class LabelValue
{
    /// <summary>What is allowed, for a message.</summary>
    internal const string Rule =
        "at most 63 letters, digits, hyphens, underscores and dots, beginning and ending with a letter or a digit";

    /// <summary>Whether a text is one.</summary>
    internal static bool Fits(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Form();
}
