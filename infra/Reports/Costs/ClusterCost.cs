using System.Collections.Immutable;
using Infra.Specification.Clusters;

namespace Infra.Reports.Costs;

/// <summary>What a cluster costs in a month, in US dollars.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Lines">Everything that is priced, by its use, or unknown.</param>
public sealed record ClusterCost(ClusterSpec Cluster, ImmutableArray<CostLine> Lines)
{
    /// <summary>With every pool at its minimum.</summary>
    public decimal Min => Lines.Sum(line => line.MonthlyMin);

    /// <summary>With every pool at its maximum.</summary>
    public decimal Max => Lines.Sum(line => line.MonthlyMax);

    /// <summary>Its machines with GPUs, at the minimum and at the maximum.</summary>
    public (decimal Min, decimal Max) Gpus => (
        Lines.Where(line => line.IsGpuNode).Sum(line => line.MonthlyMin), Lines.Where(line => line.IsGpuNode).Sum(line => line.MonthlyMax));

    /// <summary>What of that is paid for nothing while GPUs do not work; null where nobody says how much they do.</summary>
    public (decimal Min, decimal Max)? Idle(CostAssumptions assumptions) => assumptions.GpuUtilisation is not { } works
        ? null
        : (Gpus.Min * (1 - works), Gpus.Max * (1 - works));

    /// <summary>What is needed but in no sum, because no price of it is known.</summary>
    public IEnumerable<CostLine> Unknown => Lines.Where(line => line.Basis == CostBasis.Unknown);
}
