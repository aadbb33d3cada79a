using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>SOV004: the object store of an on-prem cluster is not in a public cloud outside the declared borders. A store with any other
/// host name counts as part of the site.</summary>
public sealed class BackupStoresInside : ISpecRule
{
    // S3-compatible stores of public clouds by the suffix of their host names, and the jurisdiction of the owner.
    private static readonly (string Suffix, string Owner)[] _publicStores =
    [
        (".amazonaws.com", "us"), (".amazonaws.com.cn", "cn"), (".amazonaws.eu", "us"), (".googleapis.com", "us"),
        (".r2.cloudflarestorage.com", "us"),
        (".digitaloceanspaces.com", "us"), (".backblazeb2.com", "us"), (".wasabisys.com", "us"), (".aliyuncs.com", "cn"),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (!KnownJurisdictions.AreKnown(platform.Sovereignty.Operators) || !KnownJurisdictions.AreKnown(platform.Sovereignty.Locations))
        {
            yield break;
        }

        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.ObjectStore is not { } store || !Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var endpoint))
            {
                continue;
            }

            var path = $"{cluster.Path}.objectStore.endpoint";
            foreach (var (suffix, owner) in _publicStores)
            {
                if (!endpoint.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var region = AwsProfile.Profile.Regions.Values
                    .FirstOrDefault(region => endpoint.Host.Contains($".{region.Name}.", StringComparison.OrdinalIgnoreCase));
                if (!Jurisdictions.AnyHolds(platform.Sovereignty.Operators, Jurisdictions.All[owner]))
                {
                    yield return Finding.Error(
                        "SOV004", path, $"\"{endpoint.Host}\" is operated under the law of {owner}; this platform allows " +
                        $"{Spelling.List(platform.Sovereignty.Operators)}.");
                }
                else if (region is not null && !Jurisdictions.AnyHolds(platform.Sovereignty.Locations, region.Country))
                {
                    yield return Finding.Error(
                        "SOV004", path, $"\"{endpoint.Host}\" is in {region.Country}; this platform allows " +
                        $"{Spelling.List(platform.Sovereignty.Locations)}.");
                }
            }
        }
    }
}
