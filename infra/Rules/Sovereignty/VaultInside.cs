using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV116: a Vault is not in a public cloud outside the declared borders, and a key vault that a cluster names is inside them:
/// they have the secrets of workloads. A host with any other name counts as inside.</summary>
public sealed class VaultInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        foreach (var cluster in platform.Clusters)
        {
            if (cluster.Vault is { } vault && Uri.TryCreate(vault.Address, UriKind.Absolute, out var address) && Abroad.CanTell(borders)
                && Abroad.Reason(borders, address.Host) is { } reason)
            {
                yield return Finding.Error("SOV116", $"{cluster.Path}.vault.address", reason)
                    with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] };
            }

            // Who operates its region operates that of the cluster as well, which is in the same cloud.
            var cloud = Clouds.Of(cluster);
            if (cloud.KeyVault is { } named && KnownJurisdictions.AreKnown(borders.Locations)
                && cloud.Profile?.Regions.GetValueOrDefault(named.Region) is { } region
                && !Jurisdictions.AnyHolds(borders.Locations, region.Country))
            {
                yield return Finding.Error(
                    "SOV116", $"{cluster.Path}.secretVault.region",
                    $"\"{region.Name}\" is in {region.Country}; this platform allows {Spelling.List(borders.Locations)}.")
                    with { ComparedWith = ["sovereignty.locations"] };
            }
        }
    }
}
