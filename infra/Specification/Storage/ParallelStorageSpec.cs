namespace Infra.Specification.Storage;

/// <summary>A parallel file system.</summary>
public sealed record ParallelStorageSpec : StorageClassSpec
{
    /// <summary>TiB of the file system that all claims share, on AKS; rounded up to the steps of the service. On EKS each claim gets a file
    /// system of the size that it asks for, and a site's storage exists.</summary>
    /// <value>absent: one step, which is 8 at the default throughput</value>
    public int? CapacityTiB { get; init; }

    /// <summary>MB/s for each TiB of capacity: 125, 250, 500 or 1000 on EKS, 40, 125, 250 or 500 on AKS. It decides what the file system
    /// costs and, on AKS, the steps of its capacity; there it cannot be changed afterwards.</summary>
    /// <value>125 on EKS, the least of persistent-2; 250 on AKS, between the cheapest and the fastest</value>
    public int? Throughput { get; init; }
}
