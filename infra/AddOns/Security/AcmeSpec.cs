namespace Infra.AddOns.Security;

/// <summary>An account at a certificate authority that speaks ACME, for names that the internet resolves.</summary>
public sealed record AcmeSpec
{
    /// <summary>Address that the authority writes to before a certificate expires.</summary>
    public required string Email { get; init; }

    /// <summary>Directory URL of the authority.</summary>
    /// <value>https://acme-v02.api.letsencrypt.org/directory, Let's Encrypt</value>
    public string Server { get; init; } = "https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>Ingress class that answers the authority's HTTP challenge.</summary>
    public required string IngressClass { get; init; }
}
