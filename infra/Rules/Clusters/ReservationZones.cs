using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU060: an EKS pool that buys in advance stands in the one zone in which its reservation was made
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-using.html).</summary>
public sealed class ReservationZones : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            if (AwsProfile.Profile.Regions.GetValueOrDefault(cluster.Region) is not { } region)
                continue;
            foreach (var pool in cluster.Pools)
                // An interconnect asks for one zone by a rule of its own.
                if (pool is { Reservation: not null, Interconnect: Interconnect.None, Zones.Length: not 1 })
                    yield return Finding.Warning(
                        "CLU060", $"{pool.Path}.zones",
                        $"{pool.Reservation} lies in one zone, and the pool has " +
                        $"{(pool.Zones.IsEmpty ? "all of the cluster's" : $"{pool.Zones.Length}")}: EC2 refuses every start in another. " +
                        $"Give the reservation's, one of {Spelling.List(PoolZones.Used(cluster, region))}.");
        }
    }
}
