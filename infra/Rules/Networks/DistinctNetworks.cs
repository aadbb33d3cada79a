using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Networks;

/// <summary>CLU009: no two clusters share addresses, so that the hub can reach each of them; nor does a cluster with a hub of another
/// stack.</summary>
public sealed class DistinctNetworks : ISpecRule
{
    // Clusters of a site may share its network, and clusters of an existing VPC that VPC.
    private static bool InOneSite(ClusterSpec one, ClusterSpec other) =>
        one.SharedNetwork is { } network && network == other.SharedNetwork;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var known = new List<(ClusterSpec Cluster, Ipv4Range Range)>();
        foreach (var cluster in platform.Clusters)
        {
            // A cloud network that is too large is reported by CLU008; its overlaps only follow from that.
            if (Ipv4Range.OfNetwork(cluster.NetworkCidr ?? "") is { } range && (cluster is not CloudClusterSpec || range.Size <= 1 << 16))
            {
                known.Add((cluster, range));
            }
        }

        var overlaps = known.Select(one => known.Where(other => other != one && Overlap(one, other)).ToList()).ToList();
        for (var i = 0; i < known.Count; i++)
        {
            // A network that overlaps several others is one mistake, reported there; if two networks overlap, the later one is reported.
            var told = overlaps[i]
                .Where(other => (overlaps[known.IndexOf(other)].Count, known.IndexOf(other)).CompareTo((overlaps[i].Count, i)) < 0)
                .Select(other => other.Cluster)
                .ToList();
            if (told.Count > 0)
            {
                yield return Finding.Error(
                    "CLU009", $"{known[i].Cluster.Path}.network.cidr",
                    $"\"{known[i].Cluster.NetworkCidr}\" overlaps " +
                    $"{Spelling.List(told.Select(other => $"{other.NetworkCidr} of {other.Path} ({other.Name})"))}. The networks of a " +
                    "fleet must not overlap.")
                    with { ComparedWith = [.. told.Select(other => $"{other.Path}.network.cidr")] };
            }
        }

        // The hub of another stack may be in the network that a cluster shares with others: the record does not say whose it is.
        var hub = platform.Hub?.Network is { } network ? Ipv4Range.OfNetwork(network) : null;
        var inside = known.Where(
            one => hub is { } far && one.Range.Overlaps(far) && !(one.Cluster.SharedNetwork is not null && one.Range == far)).ToList();
        if (inside.Count > 0)
        {
            yield return Finding.Error(
                "CLU009", "hub.network",
                $"\"{platform.Hub!.Network}\" overlaps " +
                $"{Spelling.List(inside.Select(one => $"{one.Cluster.NetworkCidr} of {one.Cluster.Path} ({one.Cluster.Name})"))}. The " +
                "networks of a fleet must not overlap.")
                with { ComparedWith = [.. inside.Select(one => $"{one.Cluster.Path}.network.cidr")] };
        }

        static bool Overlap((ClusterSpec Cluster, Ipv4Range Range) one, (ClusterSpec Cluster, Ipv4Range Range) other) =>
            one.Range.Overlaps(other.Range) && !(InOneSite(one.Cluster, other.Cluster) && one.Range == other.Range);
    }
}
