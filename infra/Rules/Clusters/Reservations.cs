using System.Text.RegularExpressions;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU017: a reservation is named exactly where capacity is reserved, in the form that the cloud gives it; capacity blocks are
/// bought on EKS alone.</summary>
public sealed class Reservations : ISpecRule
{
    private static readonly Regex _ec2 = new(@"\Acr-[0-9a-f]{8,17}\z", RegexOptions.CultureInvariant);
    private static readonly Regex _azure = new(
        @"\A/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.Compute/capacityReservationGroups/[^/]+\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Pattern(ClusterSpec cluster) => cluster is EksClusterSpec ? _ec2 : _azure;

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
                        "capacity-block is bought on EKS alone. Allowed: on-demand, spot, reserved.");
                else if (reserves && pool.Reservation is null)
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.reservation",
                        $"is missing: capacity is {(pool.Capacity == Capacity.Reserved ? "reserved" : "capacity-block")}. Give " +
                        $"{Form(cluster)}.");
                else if (!reserves && pool.Reservation is not null)
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.capacity",
                        $"a reservation is named, but capacity is {(pool.Capacity == Capacity.Spot ? "spot" : "on-demand")}. Set it " +
                        $"to reserved{(cluster is EksClusterSpec ? " or capacity-block" : "")}, or leave the reservation out.");
                else if (reserves && !Pattern(cluster).IsMatch(pool.Reservation!))
                    yield return Finding.Error(
                        "CLU017", $"{pool.Path}.reservation",
                        $"\"{pool.Reservation}\" is not a reservation. Give {Form(cluster)}.");
            }
        }
    }
}
