using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU009: no two clusters have addresses in common, so that the hub can reach each of them.</summary>
public sealed class DistinctNetworks : ISpecRule
{
    private static bool InOneSite(ClusterSpec one, ClusterSpec other) =>
        one is OnPremClusterSpec && other is OnPremClusterSpec && one.Region == other.Region;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var known = new List<(ClusterSpec Cluster, Ipv4Range Range)>();
        foreach (var cluster in platform.Clusters)
        {
            // A cloud's network that is too large is told by CLU008, and overlaps whatever it should not hold.
            if (Networks.Of(cluster) is not { } network || Ipv4Range.OfNetwork(network) is not { } range)
                continue;
            if (cluster is not OnPremClusterSpec && range.Size > 1 << 16)
                continue;
            foreach (var (other, taken) in known)
                if (taken.Overlaps(range) && !(InOneSite(cluster, other) && taken == range))
                    yield return Finding.Error(
                        "CLU009", $"{cluster.Path}.network.cidr",
                        $"\"{network}\" overlaps {Networks.Of(other)} of {other.Path} ({other.Name}). Networks of a fleet are distinct.");
            known.Add((cluster, range));
        }
    }
}
