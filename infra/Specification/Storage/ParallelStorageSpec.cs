using System.Collections.Immutable;

namespace Infra.Specification.Storage;

/// <summary>A parallel file system.</summary>
public sealed record ParallelStorageSpec : StorageClassSpec
{
    /// <summary>On AKS, size in TiB of the file system that all claims share, rounded up to the steps of the service. On EKS each claim
    /// gets a file system of the size it requests, and at a site the storage already exists.</summary>
    /// <value>absent: one step, which is 8 TiB at the default throughput</value>
    public int? CapacityTiB { get; init; }

    /// <summary>Throughput in MB/s per TiB of capacity: 125, 250, 500 or 1000 on EKS; 40, 125, 250 or 500 on AKS. It decides the price of
    /// the file system and, on AKS, the steps of its capacity; on AKS it cannot be changed later.</summary>
    /// <value>125 on EKS, the minimum of persistent-2; 250 on AKS, between the cheapest and the fastest</value>
    public int? Throughput { get; init; }

    /// <summary>On EKS, file systems that show buckets, one for each claim. The stack makes them, beside those that the class makes for
    /// other claims.</summary>
    public ImmutableArray<LinkedBucketSpec> Linked { get; init; } = [];
}
