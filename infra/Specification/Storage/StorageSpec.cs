using System.Collections.Immutable;

namespace Infra.Specification.Storage;

/// <summary>The storage classes of a cluster; a workload that names one of them runs on every cluster that offers it.</summary>
public sealed record StorageSpec
{
    /// <summary>Class <c>fast</c>: block volumes, encrypted and expandable; the default class of the cluster.</summary>
    public StorageClassSpec? Fast { get; init; }

    /// <summary>Class <c>shared</c>: volumes to which many pods can write at the same time.</summary>
    public StorageClassSpec? Shared { get; init; }

    /// <summary>Class <c>parallel</c>: a parallel file system for training data.</summary>
    public ParallelStorageSpec? Parallel { get; init; }

    /// <summary>Class <c>objects</c>, on EKS alone: existing buckets as volumes, one for each entry.</summary>
    public ImmutableArray<ObjectStorageSpec> Objects { get; init; } = [];
}
