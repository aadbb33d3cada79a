namespace Infra.Specification.Secrets;

/// <summary>An existing key vault of Azure with the secrets of workloads. It grants access by roles, and whoever owns it writes the
/// secrets.</summary>
public sealed record KeyVaultSpec
{
    /// <summary>Id of the vault.</summary>
    public required string Id { get; init; }

    /// <summary>The region of the vault, which its id does not tell; the rules about borders hold for it.</summary>
    public required string Region { get; init; }
}
