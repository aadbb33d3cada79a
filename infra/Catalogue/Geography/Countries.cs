using System.Collections.Immutable;

namespace Infra.Catalogue.Geography;

/// <summary>The countries of unions and of regions, to find what is near. Coordinates: CIA, The World Factbook, "Geographic coordinates",
/// in hundredths of a degree.</summary>
public static class Countries
{
    /// <summary>All of them by code. To add one, add a line here.</summary>
    public static ImmutableSortedDictionary<string, Country> All { get; } = new Country[]
    {
        new("AT", "Austria", 47.33, 13.33),
        new("BE", "Belgium", 50.83, 4),
        new("BG", "Bulgaria", 43, 25),
        new("CA", "Canada", 60, -95),
        new("CH", "Switzerland", 47, 8),
        new("CN", "China", 35, 105),
        new("CY", "Cyprus", 35, 33),
        new("CZ", "Czechia", 49.75, 15.5),
        new("DE", "Germany", 51, 9),
        new("DK", "Denmark", 56, 10),
        new("EE", "Estonia", 59, 26),
        new("ES", "Spain", 40, -4),
        new("FI", "Finland", 64, 26),
        new("FR", "France", 46, 2),
        new("GB", "United Kingdom", 54, -2),
        new("GR", "Greece", 39, 22),
        new("HR", "Croatia", 45.17, 15.5),
        new("HU", "Hungary", 47, 20),
        new("IE", "Ireland", 53, -8),
        new("IS", "Iceland", 65, -18),
        new("IT", "Italy", 42.83, 12.83),
        new("JP", "Japan", 36, 138),
        new("LI", "Liechtenstein", 47.27, 9.53),
        new("LT", "Lithuania", 56, 24),
        new("LU", "Luxembourg", 49.75, 6.17),
        new("LV", "Latvia", 57, 25),
        new("MT", "Malta", 35.83, 14.58),
        new("NL", "Netherlands", 52.5, 5.75),
        new("NO", "Norway", 62, 10),
        new("PL", "Poland", 52, 20),
        new("PT", "Portugal", 39.5, -8),
        new("QA", "Qatar", 25.5, 51.25),
        new("RO", "Romania", 46, 25),
        new("SE", "Sweden", 62, 15),
        new("SI", "Slovenia", 46.12, 14.82),
        new("SK", "Slovakia", 48.67, 19.5),
        new("US", "United States", 38, -97),
    }.ToImmutableSortedDictionary(country => country.Code, country => country, StringComparer.Ordinal);
}
