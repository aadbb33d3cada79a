
namespace Infra.Specification.Storage;

/// <summary>An existing S3-compatible object store.</summary>
public sealed record ObjectStoreSpec
{
    /// <summary>URL of the store with scheme, for example <c>https://s3.berlin.acme.example</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Bucket for the backups of this cluster.</summary>
    public required string Bucket { get; init; }

    /// <summary>Region name that the store expects in signatures.</summary>
    /// <value>us-east-1, what MinIO and Ceph answer to by default</value>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Certificates of the authority that the store's own is from, PEM; absent: one that hosts and images know anyway.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>NAME of the secret config key with the credentials, an AWS credentials file with a <c>[default]</c> profile.</summary>
    public required string CredentialsSecret { get; init; }
}
