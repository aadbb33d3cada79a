using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The jurisdictions that the platform knows. To add one, add a line here.</summary>
public static class Jurisdictions
{
    private const string EuropeanUnion = "https://european-union.europa.eu/principles-countries-history/eu-countries_en";
    private const string EuropeanEconomicArea = "https://www.efta.int/eea/eea-agreement";
    private const string CountryCodes = "https://www.iso.org/iso-3166-country-codes.html";

    private static readonly string[] _members =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    /// <summary>All jurisdictions by code.</summary>
    public static ImmutableSortedDictionary<string, Jurisdiction> All { get; } = Build(
        new("eu", "European Union", [.. _members], EuropeanUnion),
        new("eea", "European Economic Area", [.. _members, "IS", "LI", "NO"], EuropeanEconomicArea),
        new("ch", "Switzerland", ["CH"], CountryCodes),
        new("no", "Norway", ["NO"], CountryCodes),
        new("uk", "United Kingdom", ["GB"], CountryCodes),
        new("us", "United States", ["US"], CountryCodes),
        new("cn", "China", ["CN"], CountryCodes),
        new("ca", "Canada", ["CA"], CountryCodes),
        new("jp", "Japan", ["JP"], CountryCodes),
        new("qa", "Qatar", ["QA"], CountryCodes));

    /// <summary>The jurisdictions of a country, in order of their codes; empty if there is none.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 code, in capitals.</param>
    public static IEnumerable<Jurisdiction> Of(string country)
    {
        foreach (var jurisdiction in All.Values)
        {
            if (jurisdiction.Countries.Contains(country))
            {
                yield return jurisdiction;
            }
        }
    }

    /// <summary>Whether a country is in one of the declared jurisdictions.</summary>
    public static bool AnyHolds(IEnumerable<string> declared, string country)
    {
        foreach (var code in declared)
        {
            if (All.GetValueOrDefault(code)?.Countries.Contains(country) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a jurisdiction is one of the declared ones or part of one.</summary>
    public static bool AnyHolds(IEnumerable<string> declared, Jurisdiction jurisdiction)
    {
        foreach (var code in declared)
        {
            if (All.GetValueOrDefault(code)?.Contains(jurisdiction) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableSortedDictionary<string, Jurisdiction> Build(params ReadOnlySpan<Jurisdiction> jurisdictions)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, Jurisdiction>(StringComparer.Ordinal);
        foreach (var jurisdiction in jurisdictions)
        {
            all.Add(jurisdiction.Code, jurisdiction);
        }

        return all.ToImmutable();
    }
}
