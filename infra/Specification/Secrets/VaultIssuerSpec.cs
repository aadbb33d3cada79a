namespace Infra.Specification.Secrets;

/// <summary>The PKI of the Vault that the cluster names; no key of an authority is in the cluster.</summary>
public sealed record VaultIssuerSpec : IssuerSpec
{
    /// <summary>Path at which the Vault signs, for example <c>pki-berlin/sign/platform</c>.</summary>
    public required string Path { get; init; }
}
