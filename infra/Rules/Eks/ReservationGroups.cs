using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>CLU123: a resource group of capacity reservations is in the cluster's region, and is used by a reserved managed pool.</summary>
public sealed class ReservationGroups : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            foreach (var pool in cluster.Pools)
            {
                if (pool.Reservation is not { } group || !new EksFacts(cluster).IsReservationGroup(group))
                {
                    continue;
                }

                var path = $"{pool.Path}.reservation";
                if (pool.Capacity == Capacity.CapacityBlock)
                {
                    yield return Finding.Error(
                        "CLU123", path, "a capacity block is used by its own id. Give the id of the block, such as cr-0123456789abcdef0.");
                }
                else if (pool.Provisioner == Provisioner.Karpenter)
                {
                    yield return Finding.Error(
                        "CLU123", path,
                        "Karpenter selects reservations by their id and knows no groups. Give the id of one, such as " +
                        "cr-0123456789abcdef0, or set provisioner to managed.");
                }
                else if (group.Split(':')[3] != cluster.Region)
                {
                    yield return Finding.Error(
                        "CLU123", path, $"the group is in {group.Split(':')[3]}, but the cluster is in {cluster.Region}.")
                        with { ComparedWith = [$"{cluster.Path}.region"] };
                }
            }
        }
    }
}
