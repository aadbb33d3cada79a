using Infra.Catalogue;
using Infra.Catalogue.Hosts;
using Infra.Findings;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>What a host of a public cloud says against the declared borders.</summary>
internal static class Abroad
{
    /// <summary>Why a host may not be used; null where nothing is known against it.</summary>
    /// <remarks>A host that names no region is judged by its owner alone.</remarks>
    internal static string? Reason(SovereigntySpec borders, string host)
    {
        if (CloudHosts.Of(host) is not { } cloud)
        {
            return null;
        }

        if (!Jurisdictions.AnyHolds(borders.Operators, Jurisdictions.All[cloud.Owner]))
        {
            return $"\"{host}\" is operated under the law of {cloud.Owner}; this platform allows {Spelling.List(borders.Operators)}.";
        }

        if (cloud.UnknownRegion is { } region)
        {
            return $"\"{host}\" is in the region {region}, which is not in the catalogue, so nobody knows its country; this platform " +
                $"allows {Spelling.List(borders.Locations)}.";
        }

        return cloud.Country is { } country && !Jurisdictions.AnyHolds(borders.Locations, country)
            ? $"\"{host}\" is in {country}; this platform allows {Spelling.List(borders.Locations)}."
            : null;
    }

    /// <summary>Whether the borders themselves are known; otherwise another rule says so.</summary>
    internal static bool CanTell(SovereigntySpec borders) =>
        KnownJurisdictions.AreKnown(borders.Operators) && KnownJurisdictions.AreKnown(borders.Locations);
}
