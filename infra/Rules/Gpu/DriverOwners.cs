using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Gpu;

/// <summary>GPU005: exactly one installs the driver, and it is one that the platform can have.</summary>
public sealed class DriverOwners : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            foreach (var pool in cluster.NodePools)
            {
                if (pool.Gpu is null || GpuNode.Of(cluster, pool) is not { } node)
                    continue;
                var path = $"{pool.Path}.gpu.driver";
                if (cluster is EksClusterSpec && node.DriverOwner == GpuDriverOwner.Operator)
                    yield return Finding.Error(
                        "GPU005", path,
                        "the NVIDIA AMI of EKS brings the driver, and two drivers on one node break it. Allowed on eks: node-image, " +
                        "or leave it out.");
                if (cluster is OnPremClusterSpec { Distribution: Distribution.OpenShift } && node.DriverOwner == GpuDriverOwner.NodeImage)
                    yield return Finding.Error(
                        "GPU005", path,
                        "on OpenShift the operator that OLM installs owns the driver. Allowed: operator, or leave it out.");
            }

            var owners = cluster.NodePools.Select(pool => GpuNode.Of(cluster, pool)?.DriverOwner).OfType<GpuDriverOwner>().Distinct().ToList();
            if (owners.Count > 1)
                yield return Finding.Error(
                    "GPU005", $"{cluster.Path}.pools",
                    "some pools leave the driver to the node image and some to the operator; one GPU Operator serves the cluster, " +
                    "with one setting. Allowed: the same gpu.driver for all GPU pools of a cluster.");
        }
    }
}
