namespace Infra.Specification.Storage;

/// <summary>An existing bucket of S3 in the cluster's region that pods mount as a folder.</summary>
public sealed record ObjectStorageSpec
{
    /// <summary>Name of the volume, and of the claim that may use it; unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Namespace of that claim. No claim in another namespace gets the volume.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Beginning of the keys that the volume shows, ending with a slash, for example <c>llama/</c>.</summary>
    /// <value>absent: the whole bucket</value>
    public string? Prefix { get; init; }

    /// <summary>Whether pods only read.</summary>
    /// <value>true; with false they write new objects, replace and delete them</value>
    public bool ReadOnly { get; init; } = true;

    /// <summary>ARN of the customer-managed key that encrypts the bucket; absent where S3 or AWS manages the key. A key of another account
    /// must allow that account's IAM policies to grant its use.</summary>
    public string? Key { get; init; }
}
