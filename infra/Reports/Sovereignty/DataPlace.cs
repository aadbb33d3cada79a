using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Catalogue.Hosts;
using Infra.Specification;

namespace Infra.Reports.Sovereignty;

/// <summary>Where data is, and who operates the place.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code; null where nobody says it.</param>
/// <param name="Region">Region of a cloud, name of a site, or host of a service.</param>
/// <param name="Operator">Who operates it; null where nobody says it.</param>
/// <param name="Laws">Codes of the jurisdictions whose law applies to the operator; none where nobody says them.</param>
/// <param name="Source">Who says so: <c>catalogue</c>, <c>stack</c>, <c>host name</c>, or <c>nobody</c>.</param>
public sealed record DataPlace(string? Country, string Region, string? Operator, ImmutableArray<string> Laws, string Source)
{
    /// <summary>A region of the catalogue or a site of the stack; a name that neither has is a place of which nothing is known.</summary>
    internal static DataPlace OfRegion(PlatformSpec platform, string name)
    {
        var region = CloudProfile.All.Select(cloud => cloud.Regions.GetValueOrDefault(name)).OfType<Region>().FirstOrDefault();
        return region is not null ? new(region.Country, name, region.Operator.Name, region.Operator.Jurisdictions, "catalogue")
            : platform.Sites.FirstOrDefault(site => site.Name == name) is { } site ? new(site.Country, name, name, [site.Operator], "stack")
            : new(null, name, null, [], "nobody");
    }

    /// <summary>The place of a service outside the plan: as its host says, or as the stack does.</summary>
    /// <param name="host">Host of the service.</param>
    /// <param name="country">The country that the stack gives; null if none.</param>
    /// <param name="law">The jurisdiction of its operator that the stack gives; null if none.</param>
    internal static DataPlace OfHost(string host, string? country = null, string? law = null) => CloudHosts.Of(host) is { } cloud
        ? new(cloud.Country ?? country, host, null, [cloud.Owner], "host name")
        : new(country, host, null, law is null ? [] : [law], country is null && law is null ? "nobody" : "stack");

    /// <summary>Two are the same place where all is said alike.</summary>
    public bool Equals(DataPlace? other) => other is not null && (Country, Region, Operator, Source)
        == (other.Country, other.Region, other.Operator, other.Source) && Laws.SequenceEqual(other.Laws);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Country, Region, Operator, Source);
}
