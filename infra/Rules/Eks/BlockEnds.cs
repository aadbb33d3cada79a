using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>CLU124: a managed pool of a capacity block says when the block ends, so that it is drained before EC2 terminates its
/// machines.</summary>
public sealed class BlockEnds : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<EksClusterSpec>().SelectMany(cluster => cluster.Pools))
        {
            var path = $"{pool.Path}.blockEnds";
            var isBlock = pool.Capacity == Capacity.CapacityBlock;
            if (pool.BlockEnds is not { } ends)
            {
                if (isBlock && pool.Provisioner == Provisioner.Managed)
                {
                    yield return Finding.Warning(
                        "CLU124", path,
                        "blockEnds is missing, so nothing drains the pool before EC2 terminates its machines, 30 minutes before the " +
                        "block ends. Give the end of the block in UTC, such as 2027-03-01T11:30:00Z.");
                }
            }
            else if (!isBlock)
            {
                yield return Finding.Error(
                    "CLU124", path, "only a capacity block ends. Leave blockEnds out, or set capacity to capacity-block.")
                    with { ComparedWith = [$"{pool.Path}.capacity"] };
            }
            else if (pool.Provisioner == Provisioner.Karpenter)
            {
                yield return Finding.Error(
                    "CLU124", path, "Karpenter knows when a block ends and drains its nodes itself. Leave blockEnds out.");
            }
            else if (EksNodes.MomentOf(ends) is null)
            {
                yield return Finding.Error(
                    "CLU124", path, $"\"{ends}\" is not a moment in UTC. Allowed: a date and a time such as 2027-03-01T11:30:00Z.");
            }
        }
    }
}
