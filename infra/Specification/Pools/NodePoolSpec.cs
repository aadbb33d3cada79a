using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Specification.Gpu;

namespace Infra.Specification.Pools;

/// <summary>A group of equal nodes.</summary>
public abstract record NodePoolSpec
{
    /// <summary>Name of the pool: lower-case letters and digits, at most 12 (the limit of AKS), unique in the cluster; <c>system</c> is taken.</summary>
    public required string Name { get; init; }

    /// <summary>What the pool's GPUs are and how they are shared; may be absent where the machine says it all.</summary>
    public GpuSpec? Gpu { get; init; }

    /// <summary>Labels on every node beside the platform's own.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Taints on every node beside the one that GPU pools always carry.</summary>
    public ImmutableArray<TaintSpec> Taints { get; init; } = [];

    /// <summary>The most nodes that the pool may have.</summary>
    [JsonIgnore]
    public abstract int MostNodes { get; }

    /// <summary>Where the stack file describes this pool, for findings. Set by the reader.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "clusters[0].pools[0]";
}
