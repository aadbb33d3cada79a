namespace Infra.Specification;

/// <summary>A parallel file system.</summary>
public sealed record ParallelStorageSpec : StorageClassSpec
{
    /// <summary>Capacity in TiB; rounded up to the steps of the cloud's service.</summary>
    /// <value>8</value>
    public int CapacityTiB { get; init; } = 8;
}
