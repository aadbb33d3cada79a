namespace Infra.Specification.Pools;

/// <summary>What the local NVMe disks of a machine are used for.</summary>
public enum LocalDisks
{
    /// <summary>Together, as RAID 0, they hold images, logs and the scratch space of pods, if they are at least as large as the root
    /// disk.</summary>
    Raid0,

    /// <summary>The nodes leave them alone, for example for a storage driver.</summary>
    Unused,
}
