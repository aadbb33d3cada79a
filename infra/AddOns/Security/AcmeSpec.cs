namespace Infra.AddOns.Security;

/// <summary>An account at an ACME certificate authority, for names that are resolvable on the internet.</summary>
public sealed record AcmeSpec
{
    /// <summary>Email address that the authority notifies before a certificate expires.</summary>
    public required string Email { get; init; }

    /// <summary>Directory URL of the authority.</summary>
    /// <value>https://acme-v02.api.letsencrypt.org/directory, Let's Encrypt</value>
    public string Server { get; init; } = "https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>Ingress class for the authority's HTTP challenge.</summary>
    public required string IngressClass { get; init; }
}
