using System.Collections.Immutable;
using Infra.Catalogue.Prices;
using Infra.Specification.Pools;

namespace Infra.Facts.Clusters;

/// <summary>The nodes of a pool, as somebody pays for them.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Min">The minimum number of nodes.</param>
/// <param name="Max">The maximum number of nodes.</param>
/// <param name="Capacity">How the machines are bought; absent where they are the owner's.</param>
/// <param name="Machine">The machine; absent where it is the owner's.</param>
/// <param name="Disks">What the disks of one node are charged with, beside the machine.</param>
public sealed record ChargedNodes(
    string Pool, int Min, int Max, Capacity? Capacity, PriceItem? Machine, ImmutableArray<Charge> Disks)
{
    /// <summary>What the stack says that a node costs in a month, in US dollars; absent where it says nothing.</summary>
    public decimal? MonthlyPrice { get; init; }

    /// <summary>Path of that price in the stack file; absent for a pool that the platform adds.</summary>
    public string? PricePath { get; init; }

    /// <summary>GPUs of a node.</summary>
    /// <value>0</value>
    public int Gpus { get; init; }
}
