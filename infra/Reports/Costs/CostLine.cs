using Infra.Catalogue.Prices;

namespace Infra.Reports.Costs;

/// <summary>What one thing costs in a month.</summary>
/// <param name="Part">The part of the cluster: the name of a pool, or <c>network</c>, <c>keys</c> and so on.</param>
/// <param name="Item">What it is; its unit is what <paramref name="UnitPrice"/> is for.</param>
/// <param name="Region">Where.</param>
/// <param name="Min">How much of it, at the minimum of the pools: pieces, or the unit of the item.</param>
/// <param name="Max">The same at their maximum.</param>
/// <param name="Basis">What the amounts mean.</param>
/// <param name="UnitPrice">US dollars for a unit; null if unknown.</param>
/// <param name="Source">Where the price was read; null if it is unknown, or the stack's.</param>
/// <param name="Note">Where the stack says the price, or why it is unknown; null if there is nothing to say.</param>
public sealed record CostLine(
    string Part, PriceItem Item, string Region, decimal Min, decimal Max, CostBasis Basis, decimal? UnitPrice, PriceSource? Source,
    string? Note)
{
    /// <summary>Whether it is a node with GPUs.</summary>
    /// <value>false</value>
    public bool IsGpuNode { get; init; }

    /// <summary>Whether it counts in sums.</summary>
    public bool Counts => Basis is not (CostBasis.Usage or CostBasis.Unknown);

    /// <summary>US dollars a month at the minimum; 0 if it does not count.</summary>
    public decimal MonthlyMin => Monthly(Min);

    /// <summary>US dollars a month at the maximum; 0 if it does not count.</summary>
    public decimal MonthlyMax => Monthly(Max);

    private decimal Monthly(decimal quantity) => !Counts ? 0 : quantity * UnitPrice!.Value
        * (Item.Unit is PriceUnit.Hour or PriceUnit.GiBHour ? PriceList.HoursOfMonth : 1);
}
