namespace Infra.Specification.Registries;

/// <summary>How the mirror is used: by Helm on the machine that deploys, by nodes, and by the platform's pods.</summary>
public sealed record RegistryAccessSpec
{
    /// <summary>Name of the secret configuration key that holds <c>user:password</c>, of a user that can only read; absent: the mirror is
    /// read without a login.</summary>
    public string? CredentialsSecret { get; init; }

    /// <summary>PEM certificates of the authority that issued the mirror's certificate; absent: one that nodes already trust.</summary>
    public string? CaCertificate { get; init; }
}
