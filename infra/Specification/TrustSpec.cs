namespace Infra.Specification;

/// <summary>Whom the workloads of every cluster trust, in addition to public authorities and to the cluster's own.</summary>
public sealed record TrustSpec
{
    /// <summary>PEM certificate of the fleet's root authority, whose key is in no cluster; with it, whoever trusts one certificate trusts
    /// every cluster that names an <c>issuer</c>. While a root is replaced, the old one and the new one. Absent: each cluster makes an
    /// authority of its own.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>PEM certificates of authorities of the company, for example the one of its identity provider; they reach every namespace
    /// together with the others. Those of the mirror, of an object store and of Vault are given where these are named.</summary>
    public string? Certificates { get; init; }
}
