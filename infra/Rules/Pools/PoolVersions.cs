using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU084: the Kubernetes version of a pool, if given, exists and is compatible with its control plane.</summary>
public sealed class PoolVersions : ISpecRule
{
    private const string Code = "CLU084";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = cluster.Cloud;
            var newest = KubernetesMinor.Of(cluster.Version);
            var oldest = newest - KubernetesMinor.FurthestBehind;
            // If the version of the cluster itself is wrong, it does not restrict its pools.
            var allowed = Spelling.List(
                cloud.Versions.Contains(cluster.Version)
                    ? cloud.Versions.Where(version => KubernetesMinor.Of(version) <= newest && KubernetesMinor.Of(version) >= oldest)
                    : cloud.Versions);
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                if (pool.Version is not { } version)
                {
                    continue;
                }

                var path = $"{pool.Path}.version";
                if (KubernetesMinor.Of(version) > newest)
                {
                    yield return Skew("newer");
                }
                else if (KubernetesMinor.Of(version) < oldest)
                {
                    yield return Skew("more than three minor versions older");
                }
                else if (!cloud.Versions.Contains(version))
                {
                    yield return Finding.Error(Code, path, $"\"{version}\" is not supported. Allowed: {allowed}.");
                }

                Finding Skew(string how) =>
                    Finding.Error(Code, path, $"\"{version}\" is {how} than the cluster's version {cluster.Version}. Allowed: {allowed}.")
                    with { ComparedWith = [$"{cluster.Path}.version"] };
            }
        }
    }
}
