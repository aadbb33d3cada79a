
namespace Infra.Specification.Storage;

/// <summary>An existing S3-compatible object store.</summary>
public record ObjectStoreSpec
{
    /// <summary>URL of the store including the scheme, for example <c>https://s3.berlin.acme.example</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Bucket for the backups of this cluster.</summary>
    public required string Bucket { get; init; }

    /// <summary>Region name that the store expects in signatures; in AWS, the region of the endpoint.</summary>
    /// <value>us-east-1, the default of MinIO and Ceph</value>
    public string Region { get; init; } = "us-east-1";

    /// <summary>PEM certificates of the authority that issued the store's certificate; absent: an authority that hosts and images already
    /// trust.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>What the bucket locks by itself. The platform asks the store whether that is so, and for at least
    /// <c>backup.immutableDays</c>, before anything is backed up.</summary>
    /// <value>compliance</value>
    public ObjectLock Lock { get; init; } = ObjectLock.Compliance;

    /// <summary>ISO 3166-1 alpha-2 code of the country of the store, for example <c>DE</c>. The host of a public cloud may say it already;
    /// of a second store with any other host it must be given.</summary>
    /// <value>of the first store: not known</value>
    public string? Country { get; init; }

    /// <summary>Jurisdiction whose law applies to the operator of the store, for example <c>eu</c>.</summary>
    /// <value>the owner of a public cloud by the host; of any other store it is not known</value>
    public string? Operator { get; init; }

    /// <summary>Name of the secret configuration key that holds the credentials: an AWS credentials file with a <c>[default]</c>
    /// profile.</summary>
    public required string CredentialsSecret { get; init; }
}
