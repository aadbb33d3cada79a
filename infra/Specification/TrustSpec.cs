namespace Infra.Specification;

/// <summary>Whom the workloads of every cluster trust, in addition to public authorities and to the cluster's own.</summary>
public sealed record TrustSpec
{
    /// <summary>PEM certificates of authorities of the company, for example the one of its identity provider; they reach every namespace
    /// together with the others. Those of the mirror, of an object store and of Vault are given where these are named.</summary>
    public string? Certificates { get; init; }
}
