namespace Infra.Specification.Storage;

/// <summary>An existing bucket of S3 in the cluster's region that one claim shows to its pods.</summary>
public abstract record BucketVolumeSpec
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

    /// <summary>The twelve-digit account of the bucket, quoted. Where endpoints are private, it is one that the network lets through:
    /// in <c>network.trustedAccounts</c>, or of the same organization.</summary>
    /// <value>absent: the account of the cluster</value>
    public string? Account { get; init; }
}
