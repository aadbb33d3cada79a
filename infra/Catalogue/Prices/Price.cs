namespace Infra.Catalogue.Prices;

/// <summary>A list price: without tax and discounts.</summary>
/// <param name="Amount">US dollars for one <see cref="PriceUnit"/>.</param>
/// <param name="Source">Where it was read.</param>
public sealed record Price(decimal Amount, PriceSource Source);
