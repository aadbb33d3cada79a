namespace Infra.Specification.Formats;

/// <summary>The id of an AWS account, for example <c>111122223333</c>.</summary>
internal static class AwsAccountId
{
    /// <summary>What it is and what is allowed, for a message.</summary>
    internal const string Form = "an AWS account. Allowed: twelve digits, in quotes";

    /// <summary>Whether a text is one.</summary>
    internal static bool Fits(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}
