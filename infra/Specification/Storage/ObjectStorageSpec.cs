namespace Infra.Specification.Storage;

/// <summary>An existing bucket of S3 in the cluster's region that pods mount as a folder.</summary>
public sealed record ObjectStorageSpec : BucketVolumeSpec
{
    /// <summary>Whether pods only read.</summary>
    /// <value>true; with false they write new objects, replace and delete them</value>
    public bool ReadOnly { get; init; } = true;

    /// <summary>ARN of the customer-managed key that encrypts the bucket; absent where S3 or AWS manages the key. A key of another account
    /// must allow that account's IAM policies to grant its use.</summary>
    public string? Key { get; init; }
}
