namespace Infra.Specification.Secrets;

/// <summary>An intermediate authority of the cluster's own, whose certificate the fleet's root has signed.</summary>
public sealed record IntermediateIssuerSpec : IssuerSpec
{
    /// <summary>PEM certificate of the authority, followed by those between it and the root, which is
    /// <c>trust.rootCertificate</c>.</summary>
    public required string Certificate { get; init; }

    /// <summary>Name of the secret configuration key that holds the private key of the authority, as PEM without a passphrase.</summary>
    public required string KeySecret { get; init; }
}
