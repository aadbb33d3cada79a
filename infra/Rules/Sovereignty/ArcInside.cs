using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV118: what a site reports to Azure Arc stays in a declared jurisdiction, and whoever operates Arc may operate the site: its
/// agents take configuration from Azure, and can let whoever has a role there reach the API server.</summary>
public sealed class ArcInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var (locations, operators) = (platform.Sovereignty.Locations, platform.Sovereignty.Operators);
        var regions = AzureProfile.Profile.Regions;
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Arc is not { } arc || regions.GetValueOrDefault(arc.Region) is not { } region)
            {
                continue;
            }

            if (KnownJurisdictions.AreKnown(locations) && !Jurisdictions.AnyHolds(locations, region.Country))
            {
                yield return Finding.Error(
                    "SOV118", $"{cluster.Path}.arc.region",
                    $"\"{arc.Region}\" is in {region.Country}; this platform allows {Spelling.List(locations)}. Allowed Azure regions: " +
                    $"{Spelling.List(regions.Keys.Where(name => Jurisdictions.AnyHolds(locations, regions[name].Country)))}.")
                    with { ComparedWith = ["sovereignty.locations"] };
            }

            var outside = region.Operator.Outside(operators).ToList();
            if (KnownJurisdictions.AreKnown(operators) && outside.Count > 0)
            {
                yield return Finding.Error(
                    "SOV118", $"{cluster.Path}.arc",
                    $"Azure Arc is operated by {region.Operator.Name}, which is subject to the law of {Spelling.List(outside)}; this " +
                    $"platform allows {Spelling.List(operators)} ({region.Operator.Source}). Leave arc out.")
                    with { ComparedWith = ["sovereignty.operators"] };
            }
        }
    }
}
