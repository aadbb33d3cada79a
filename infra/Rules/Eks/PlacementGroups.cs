using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>CLU061: a placement group is named only where a reservation was made in it; every other EFA pool gets one from the platform,
/// and EC2 places the machines of a capacity block itself.</summary>
public sealed class PlacementGroups : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<EksClusterSpec>().SelectMany(cluster => cluster.Pools))
        {
            if (pool is { PlacementGroup: not null, Capacity: not Capacity.Reserved })
            {
                yield return Finding.Error(
                    "CLU061", $"{pool.Path}.placementGroup",
                    $"placementGroup is \"{pool.PlacementGroup}\", but the pool is not reserved, and only a reservation can name its " +
                    "placement group. Leave placementGroup out, or set capacity to reserved.");
            }
        }
    }
}
