namespace Infra.Specification.Observability;

/// <summary>Where a service is, and how clusters log in to it.</summary>
public abstract record DestinationTerms
{
    /// <summary>ISO 3166-1 alpha-2 code of the country of the service, for example <c>DE</c>. The host of a public cloud may say it
    /// already; for any other, it must be given.</summary>
    public string? Country { get; init; }

    /// <summary>Jurisdiction whose law applies to the operator of the service, for example <c>eu</c>.</summary>
    /// <value>the owner of a public cloud by the host; of any other service it is not known</value>
    public string? Operator { get; init; }

    /// <summary>Name of the secret configuration key that holds what clusters log in with: the password of <see cref="User"/>, or a bearer
    /// token where there is no user.</summary>
    /// <value>absent: the service knows its clients by the network</value>
    public string? CredentialsSecret { get; init; }

    /// <summary>User name for basic authentication.</summary>
    public string? User { get; init; }

    /// <summary>PEM certificates of the authority that issued the service's certificate; absent: an authority that images already
    /// trust.</summary>
    public string? CaCertificate { get; init; }
}
