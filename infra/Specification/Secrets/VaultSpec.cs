namespace Infra.Specification.Secrets;

/// <summary>An existing Vault (HashiCorp Vault or OpenBao). The platform logs in to it with tokens of its service accounts, which the Vault
/// checks against the cluster; no credential of the Vault is kept anywhere.</summary>
public sealed record VaultSpec
{
    /// <summary>URL without a path, for example <c>https://vault.berlin.acme.example:8200</c>.</summary>
    public required string Address { get; init; }

    /// <summary>PEM certificates of the authority that issued the Vault's certificate; absent: a public one.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>The namespace of a Vault that has namespaces; absent: none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where the auth method of the cluster is mounted, of the type <c>jwt</c> or <c>kubernetes</c>.</summary>
    /// <value>{organization}-{stack}-{cluster}</value>
    public string? AuthMount { get; init; }

    /// <summary>Where the secrets are mounted, an engine of the type <c>kv</c>, version 2.</summary>
    /// <value>kv</value>
    public string SecretsMount { get; init; } = "kv";
}
