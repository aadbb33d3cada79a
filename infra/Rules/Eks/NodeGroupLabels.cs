using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Eks;

/// <summary>CLU182: labels and taints fit a managed node group, whose limits are narrower than those of Kubernetes: a key has at most 63
/// characters with its domain, and a label is not empty. Karpenter has no such limits.</summary>
public sealed class NodeGroupLabels : ISpecRule
{
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateLabelsPayload.html,
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html
    private const int Longest = 63;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<EksClusterSpec>().SelectMany(cluster => cluster.Pools)
            .Where(pool => pool.Provisioner == Provisioner.Managed))
        {
            foreach (var (key, value) in pool.Labels)
            {
                if (key.Length > Longest)
                {
                    yield return TooLong($"{pool.Path}.labels.{key}", key);
                }
                else if (value.Length == 0)
                {
                    yield return Finding.Error(
                        "CLU182", $"{pool.Path}.labels.{key}",
                        $"\"{key}\" has no value, and EKS takes no empty label for a managed node group. Allowed: 1 to {Longest} " +
                        "characters.");
                }
            }

            for (var i = 0; i < pool.Taints.Length; i++)
            {
                if (pool.Taints[i].Key is { Length: > Longest } key)
                {
                    yield return TooLong($"{pool.Path}.taints[{i}].key", key);
                }
            }
        }
    }

    private static Finding TooLong(string path, string key) => Finding.Error(
        "CLU182", path,
        $"\"{key}\" has {key.Length} characters. Allowed for a managed node group of EKS: at most {Longest}, with the domain.");
}
