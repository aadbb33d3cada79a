namespace Infra.Catalogue.Prices;

/// <summary>Where prices were read.</summary>
/// <param name="Title">What it prices.</param>
/// <param name="Url">Its address, with the commit where it is a file of a repository.</param>
/// <param name="Date">The day of the price list, or on which it was read.</param>
public sealed record PriceSource(string Title, string Url, DateOnly Date);
