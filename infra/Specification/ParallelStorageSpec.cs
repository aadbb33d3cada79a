namespace Infra.Specification;

/// <summary>A parallel file system.</summary>
public sealed record ParallelStorageSpec : StorageClassSpec
{
    /// <summary>Capacity in TiB; rounded up to the steps of the cloud's service.</summary>
    /// <value>8</value>
    public int CapacityTiB { get; init; } = 8;

    /// <summary>MB/s for each TiB of capacity: 125, 250, 500 or 1000 on EKS, 40, 125, 250 or 500 on AKS. It decides what the file system
    /// costs and, on AKS, the steps of its capacity; there it cannot be changed afterwards.</summary>
    /// <value>125 on EKS, the least of persistent-2; 250 on AKS, between the cheapest and the fastest</value>
    public int? Throughput { get; init; }
}
