using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>SOV004: the object stores of an on-prem cluster are not in a public cloud outside the declared borders, nor in a country
/// outside that the stack gives. A first store with any other host name and no country counts as part of the site.</summary>
public sealed class BackupStoresInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (!Abroad.CanTell(borders))
        {
            yield break;
        }

        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            foreach (var (member, store) in cluster.Stores)
            {
                if (Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var url) && Abroad.Reason(borders, url.Host) is { } reason)
                {
                    yield return Finding.Error("SOV004", $"{cluster.Path}.{member}.endpoint", reason);
                }
                else if (store.Country is { } country && !Jurisdictions.AnyHolds(borders.Locations, country))
                {
                    yield return Finding.Error(
                        "SOV004", $"{cluster.Path}.{member}.country",
                        $"\"{country}\" is outside; this platform allows {Spelling.List(borders.Locations)}.")
                        with { ComparedWith = ["sovereignty.locations"] };
                }
            }
        }
    }
}
