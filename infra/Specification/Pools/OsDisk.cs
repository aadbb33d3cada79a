namespace Infra.Specification.Pools;

/// <summary>Where the OS disk of an Azure node is.</summary>
public enum OsDisk
{
    /// <summary>A managed disk.</summary>
    Managed,

    /// <summary>The cache or temporary disk of the host.</summary>
    Ephemeral,
}
