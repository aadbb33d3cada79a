using Infra.Catalogue.Prices;

namespace Infra.Facts.Clusters;

/// <summary>Something that the cloud charges for, and how much of it.</summary>
/// <param name="Item">What it is.</param>
/// <param name="Quantity">How much, in pieces or in the unit of the item.</param>
public sealed record Charge(PriceItem Item, decimal Quantity);
