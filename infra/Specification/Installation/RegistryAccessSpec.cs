namespace Infra.Specification.Installation;

/// <summary>How the hosts of a cluster use the mirror.</summary>
public sealed record RegistryAccessSpec
{
    /// <summary>Name of the secret configuration key that holds <c>user:password</c>; absent: the mirror is read without a login.</summary>
    public string? CredentialsSecret { get; init; }

    /// <summary>PEM certificates of the authority that issued the mirror's certificate; absent: one that the hosts already trust.</summary>
    public string? CaCertificate { get; init; }
}
