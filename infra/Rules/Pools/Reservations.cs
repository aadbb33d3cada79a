using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU017: a reservation is named exactly where capacity is reserved, in the form that the cloud gives it, and for one zone on
/// EC2; capacity blocks are bought on EKS alone, of machines that are sold so.</summary>
public sealed class Reservations : ISpecRule
{
    private static readonly Regex _ec2 = new(@"\Acr-[0-9a-f]{8,17}\z", RegexOptions.CultureInvariant);

    private static readonly ImmutableArray<string> _blocks =
        [.. AwsProfile.Profile.Machines.Values.Where(machine => machine.CapacityBlocks).Select(machine => machine.Name)];

    private static bool IsReservation(ClusterSpec cluster, string id) => cluster is EksClusterSpec
        ? _ec2.IsMatch(id)
        : AksResourceId.Of(id, AksResourceId.CapacityReservationGroup) is not null;

    private static string Form(ClusterSpec cluster) => cluster is EksClusterSpec
        ? "the id of an EC2 capacity reservation, such as cr-0123456789abcdef0"
        : "the id of a capacity reservation group: /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/capacityReservationGroups/…";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                var reserves = pool.Capacity is Capacity.Reserved or Capacity.CapacityBlock;
                if (pool.Capacity == Capacity.CapacityBlock && cluster is not EksClusterSpec)
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        "capacity-block is available only on EKS. Allowed: on-demand, spot, reserved.");
                else if (reserves && pool.Reservation is null)
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.reservation",
                        "reservation is missing, but capacity is " +
                        $"{(pool.Capacity == Capacity.Reserved ? "reserved" : "capacity-block")}. Give {Form(cluster)}.");
                else if (!reserves && pool.Reservation is not null)
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        $"capacity is {(pool.Capacity == Capacity.Spot ? "spot" : "on-demand")}, but a reservation is given. Set " +
                        $"capacity to reserved{(cluster is EksClusterSpec ? " or capacity-block" : "")}, or leave the reservation out.");
                else if (reserves && !IsReservation(cluster, pool.Reservation!))
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.reservation",
                        $"\"{pool.Reservation}\" is not a reservation. Give {Form(cluster)}.");

                if (cluster is not EksClusterSpec || !reserves)
                    continue;
                if (pool.Capacity == Capacity.CapacityBlock &&
                    AwsProfile.Profile.Machines.GetValueOrDefault(pool.Machine) is { CapacityBlocks: false })
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        $"AWS offers no capacity blocks for {pool.Machine}. Machine types with capacity blocks: {Spelling.List(_blocks)}.");
                // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-reservations.html: made for one zone, and of use in no
                // other. GPU007 tells of it where the pool has an interconnect.
                if (pool is { Interconnect: Interconnect.None, Zones.Length: not 1 })
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.zones",
                        "a capacity reservation is in one zone, but the pool spans " +
                        $"{(pool.Zones.IsEmpty ? "all zones of the cluster" : $"{pool.Zones.Length} zones")}. " +
                        "Give the zone of the reservation.");
            }
        }
    }
}
