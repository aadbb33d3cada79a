using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Delivery;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Rules.Sovereignty;

/// <summary>The location of a cluster and its operator: a cloud region or a site of the stack.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Operator">Who operates it.</param>
internal sealed record Place(string Country, Operator Operator)
{
    /// <summary>The place of a cluster; null if its region is unknown, which another rule reports.</summary>
    internal static Place? Of(PlatformSpec platform, ClusterSpec cluster)
    {
        if (Clouds.Of(cluster).Profile is { } cloud)
        {
            return cloud.Regions.TryGetValue(cluster.Region, out var region) ? new Place(region.Country, region.Operator) : null;
        }

        return OfSite(platform, cluster.Region);
    }

    /// <summary>The place of a member of another stack; null if its region is not in the catalogue, or is a site that this stack does not
    /// describe.</summary>
    internal static Place? Of(PlatformSpec platform, MemberSpec member)
    {
        var name = member.Labels.GetValueOrDefault(FleetDelivery.Label("region"), "");
        return member.Login is TokenLogin ? OfSite(platform, name)
            : CloudProfile.All.Select(cloud => cloud.Regions.GetValueOrDefault(name)).OfType<Region>().FirstOrDefault() is { } region
                ? new Place(region.Country, region.Operator) : null;
    }

    private static Place? OfSite(PlatformSpec platform, string name)
    {
        var site = platform.Sites.FirstOrDefault(site => site.Name == name);
        return site is null ? null : new Place(site.Country, new Operator(site.Name, [site.Operator], "ai-platform:sites"));
    }
}
