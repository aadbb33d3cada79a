using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The jurisdictions that the platform knows: unions, countries that borders often name, and every other country by its ISO code.
/// To add a union, add a line here.</summary>
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

    // ISO 3166-1 alpha-2, as of 2026: a border may be a single country, whether or not a cloud has a region there.
    private const string Countries = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
        CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
        GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
        KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
        NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
        SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
        VN VU WF WS YE YT ZA ZM ZW
        """;

    private static readonly Jurisdiction[] _named =
    [
        new("eu", "European Union", [.. _members], EuropeanUnion),
        new("eea", "European Economic Area", [.. _members, "IS", "LI", "NO"], EuropeanEconomicArea),
        new("ch", "Switzerland", ["CH"], CountryCodes),
        new("no", "Norway", ["NO"], CountryCodes),
        new("uk", "United Kingdom", ["GB"], CountryCodes),
        new("us", "United States", ["US"], CountryCodes),
        new("cn", "China", ["CN"], CountryCodes),
        new("ca", "Canada", ["CA"], CountryCodes),
        new("jp", "Japan", ["JP"], CountryCodes),
        new("qa", "Qatar", ["QA"], CountryCodes),
    ];

    /// <summary>All jurisdictions by code.</summary>
    public static ImmutableSortedDictionary<string, Jurisdiction> All { get; } = Build();

    /// <summary>What a border may be, as the end of a sentence without its period.</summary>
    public static string Allowed { get; } =
        $"{string.Join(", ", Named)}, or the ISO 3166-1 code of a country in lower case, such as fr";

    /// <summary>Codes of unions, and of countries that borders often name, sorted.</summary>
    private static IEnumerable<string> Named => _named.Select(jurisdiction => jurisdiction.Code).Order(StringComparer.Ordinal);

    /// <summary>Codes that may be meant by a word which is none: the same in lower case, or one with a line of its own.</summary>
    public static IEnumerable<string> Near(string word) =>
        All.ContainsKey(word.ToLowerInvariant()) ? [word.ToLowerInvariant()] : Named;

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

    private static ImmutableSortedDictionary<string, Jurisdiction> Build()
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, Jurisdiction>(StringComparer.Ordinal);
        foreach (var country in Countries.Split([' ', '\n']))
        {
            all[country.ToLowerInvariant()] = new(country.ToLowerInvariant(), country, [country], CountryCodes);
        }

        foreach (var jurisdiction in _named)
        {
            all[jurisdiction.Code] = jurisdiction;
        }

        return all.ToImmutable();
    }
}
