using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>GPU125: a site has a network between its nodes that machines of one's own can have, on nodes whose adapters belong to
/// GPUs.</summary>
public sealed class SiteInterconnects : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            foreach (var pool in cluster.Pools.Where(pool => pool.Interconnect != Interconnect.None))
            {
                if (pool.Interconnect == Interconnect.Efa)
                {
                    yield return Finding.Error(
                        "GPU125", $"{pool.Path}.interconnect",
                        "\"efa\" exists on Amazon EC2 only. Allowed: none, infiniband, roce.");
                }
                else if (Clouds.Of(cluster).Gpu(pool) is null)
                {
                    yield return Finding.Error(
                        "GPU125", $"{pool.Path}.interconnect",
                        "the network operator serves pools with GPUs, and this one has none. Leave it out.");
                }
            }
        }
    }
}
