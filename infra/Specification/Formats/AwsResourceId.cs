namespace Infra.Specification.Formats;

/// <summary>The id of a resource of a VPC, for example <c>subnet-0123456789abcdef0</c>.</summary>
internal static class AwsResourceId
{
    /// <summary>Whether a text is the id of a resource of a kind. Ids have 17 digits, those from before 2018 have 8
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html).</summary>
    /// <param name="kind">What the id begins with, for example <c>vpc</c>.</param>
    /// <param name="text">The text.</param>
    internal static bool Fits(string kind, string text) =>
        text.StartsWith($"{kind}-", StringComparison.Ordinal)
        && text[(kind.Length + 1)..] is { Length: 8 or 17 } digits && digits.All(char.IsAsciiHexDigitLower);
}
