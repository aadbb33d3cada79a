using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU017: a reservation is given if and only if capacity is reserved, in the form of the cloud, and for one zone on EC2; capacity
/// blocks exist only on EKS, for certain machine types.</summary>
public sealed class Reservations : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = Clouds.Of(cluster);
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                var reserves = pool.Capacity is Capacity.Reserved or Capacity.CapacityBlock;
                if (pool.Capacity == Capacity.CapacityBlock && !cloud.SellsCapacityBlocks)
                {
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        "capacity-block is available only on EKS. Allowed: on-demand, spot" +
                        $"{(pool.Provisioner == Provisioner.Managed ? ", reserved" : "")}.");
                }
                else if (reserves && pool.Reservation is null)
                {
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.reservation",
                        "reservation is missing, but capacity is " +
                        $"{(pool.Capacity == Capacity.Reserved ? "reserved" : "capacity-block")}. Give {cloud.ReservationForm}.");
                }
                else if (!reserves && pool.Reservation is not null)
                {
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        $"capacity is {(pool.Capacity == Capacity.Spot ? "spot" : "on-demand")}, but a reservation is given. Set " +
                        $"capacity to reserved{(cloud.SellsCapacityBlocks ? " or capacity-block" : "")}, or leave the reservation out.");
                }
                else if (reserves && !cloud.IsReservation(pool.Reservation!))
                {
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.reservation",
                        $"\"{pool.Reservation}\" is not a reservation. Give {cloud.ReservationForm}.");
                }

                if (pool.Capacity == Capacity.CapacityBlock && cloud.SellsCapacityBlocks
                    && cloud.Machine(pool) is { CapacityBlocks: false })
                {
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        $"AWS offers no capacity blocks for {pool.Machine}. Machine types with capacity blocks: " +
                        $"{Spelling.List(Blocks(cluster.Cloud))}.");
                }

                // If the pool has an interconnect, GPU007 reports it.
                if (reserves && cloud.ReservesInOneZone && pool is { Interconnect: Interconnect.None, Zones.Length: not 1 }
                    && !cloud.IsReservationGroup(pool.Reservation ?? ""))
                {
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.zones",
                        "a capacity reservation is in one zone, but the pool spans " +
                        $"{(pool.Zones.IsEmpty ? "all zones of the cluster" : $"{pool.Zones.Length} zones")}. " +
                        "Give the zone of the reservation.");
                }
            }
        }
    }

    private static IEnumerable<string> Blocks(CloudProfile cloud) =>
        cloud.Machines.Values.Where(machine => machine.CapacityBlocks).Select(machine => machine.Name);
}
