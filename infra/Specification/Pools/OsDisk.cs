namespace Infra.Specification.Pools;

/// <summary>Where the disk of an Azure node's operating system is.</summary>
public enum OsDisk
{
    /// <summary>A managed disk.</summary>
    Managed,

    /// <summary>The cache or temporary disk of the host.</summary>
    Ephemeral,
}
