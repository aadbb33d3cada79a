using System.Text.RegularExpressions;

namespace Infra.Specification.Formats;

/// <summary>The ARN of an IAM role or user, for example <c>arn:aws:iam::111122223333:role/platform</c>.</summary>
/// <param name="Partition">The partition, for example <c>aws</c> or <c>aws-cn</c>.</param>
/// <param name="Account">The account.</param>
/// <param name="IsRole">Whether it is a role, and not a user.</param>
public sealed partial record IamArn(string Partition, string Account, bool IsRole)
{
    /// <summary>Reads an ARN; null if it is not that of a role or user.</summary>
    public static IamArn? Of(string text) => Form().Match(text) is { Success: true } match
        ? new(match.Groups["partition"].Value, match.Groups["account"].Value, match.Groups["kind"].Value == "role")
        : null;

    // A name has at most 64 characters, the path before it 512
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
    [GeneratedRegex(
        @"\Aarn:(?<partition>aws(-[a-z]+)*):iam::(?<account>[0-9]{12}):(?<kind>role|user)/" +
        @"([A-Za-z0-9_+=,.@/-]{0,510}/)?[A-Za-z0-9_+=,.@-]{1,64}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
