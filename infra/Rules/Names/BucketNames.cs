using System.Text.RegularExpressions;

namespace Infra.Rules.Names;

/// <summary>Names of buckets of S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html); stores that resemble S3
/// have the same rules (https://docs.wasabi.com/docs/bucket-naming-conventions).</summary>
internal static partial class BucketNames
{
    private static readonly string[] _prefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] _suffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Why a name is not allowed, or the beginning of one; null where it is.</summary>
    internal static string? Reserved(string name) =>
        _prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? $"begins with {prefix}"
        : _suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix ? $"ends with {suffix}"
        : name.Contains("..", StringComparison.Ordinal) ? "has two dots in a row"
        : name.Split('.') is { Length: 4 } parts && parts.All(part => byte.TryParse(part, out _)) ? "is an address"
        : null;

    /// <summary>Whether length and letters are those of a bucket's name; it may be reserved all the same.</summary>
    internal static bool Fits(string name) => Form().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
