using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Specification.Gpu;

namespace Infra.Specification.Pools;

/// <summary>A group of identical nodes.</summary>
public abstract record NodePoolSpec
{
    /// <summary>Name of the pool: lower-case letters and digits, at most 12 (the limit of AKS), unique in the cluster; <c>system</c> is
    /// reserved.</summary>
    public required string Name { get; init; }

    /// <summary>The pool's GPUs and how they are shared; optional where the machine type decides everything.</summary>
    public GpuSpec? Gpu { get; init; }

    /// <summary>Labels on every node, in addition to the platform's own.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Taints on every node, in addition to the taint that GPU pools always have.</summary>
    public ImmutableArray<TaintSpec> Taints { get; init; } = [];

    /// <summary>What a node costs in a month of 730 hours, in US cents: on-prem hardware, power, room and work, in a cloud what was agreed
    /// in place of the list price. <c>platform cost</c> counts with it.</summary>
    /// <value>absent: the list price of the machine; unknown on-prem</value>
    public int? NodeMonthlyCents { get; init; }

    /// <summary>The maximum number of nodes of the pool.</summary>
    [JsonIgnore]
    public abstract int MostNodes { get; }

    /// <summary>Where the stack file describes this pool, for findings. Set by the reader.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "clusters[0].pools[0]";
}
