using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.AddOns;

/// <summary>ADD118: Kueue can describe the pools of a cluster: a flavour has at most 8 taints, and a queue at most 64 flavours (the limits
/// in apis/kueue/v1beta2 of kubernetes-sigs/kueue).</summary>
public sealed class QueuedPools : ISpecRule
{
    private const int MostFlavors = 64;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.Where(cluster => AddOn.Of(cluster).Any(addOn => addOn is Kueue)))
        {
            var cloud = Clouds.Of(cluster);
            foreach (var pool in cluster.NodePools)
            {
                if (cloud.TaintsOf(pool).Length is > PoolFlavor.Most and var count)
                {
                    yield return Finding.Error(
                        "ADD118", $"{pool.Path}.taints",
                        $"the nodes have {count} taints, of which {count - pool.Taints.Length} are the platform's, and Kueue knows a " +
                        $"pool by at most {PoolFlavor.Most}. Allowed here: {PoolFlavor.Most - (count - pool.Taints.Length)}.");
                }
            }

            var most = PoolFlavor.Of(cloud).CountBy(flavor => flavor.Levels.IsEmpty).Select(queue => queue.Value).Append(0).Max();
            if (most > MostFlavors)
            {
                yield return Finding.Error(
                    "ADD118", $"{cluster.Path}.pools",
                    $"{most} pools would share a queue of Kueue, which has at most {MostFlavors}. Make pools with the same machines one, " +
                    "or turn kueue off with kueue: null.");
            }
        }
    }
}
