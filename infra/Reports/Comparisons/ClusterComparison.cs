using System.Collections.Immutable;

namespace Infra.Reports.Comparisons;

/// <summary>How a cluster differs between two plans.</summary>
/// <param name="Name">Its name; null for what belongs to no cluster.</param>
/// <param name="Resources">What the engine would do, sorted by URN.</param>
/// <param name="Before">What it costs in the first plan; null where that is not known.</param>
/// <param name="After">What it costs in the second plan; null where that is not known.</param>
public sealed record ClusterComparison(
    string? Name, ImmutableArray<ResourceChange> Resources, MonthlyCost? Before, MonthlyCost? After)
{
    /// <summary>Whether both costs are known and differ.</summary>
    public bool CostsOther => Before is not null && After is not null && Before != After;
}
