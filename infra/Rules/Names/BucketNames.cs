namespace Infra.Rules.Names;

/// <summary>What a bucket of S3 may not be called beside its letters; stores that resemble S3 have the same rules
/// (https://docs.wasabi.com/docs/bucket-naming-conventions).</summary>
internal static class BucketNames
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    private static readonly string[] _prefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] _suffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Why a name is not allowed, or the beginning of one; null where it is.</summary>
    internal static string? Reserved(string name) =>
        _prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? $"begins with {prefix}"
        : _suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix ? $"ends with {suffix}"
        : name.Contains("..", StringComparison.Ordinal) ? "has two dots in a row"
        : name.Split('.') is { Length: 4 } parts && parts.All(part => byte.TryParse(part, out _)) ? "is an address"
        : null;
}
