using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU180: no two clusters are adopted by the same kubeconfig: both would install the same add-ons under the same names into one
/// cluster, and each update of one would undo the other.</summary>
public sealed class OneOwner : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.KubeconfigSecret is { } secret && !first.TryAdd(secret, cluster.Path))
            {
                yield return Finding.Error(
                    "CLU180", $"{cluster.Path}.kubeconfigSecret",
                    $"\"{secret}\" is also the kubeconfig of {first[secret]}, so both would manage the same cluster. Give each cluster a " +
                    "kubeconfig of its own.")
                    with { ComparedWith = [$"{first[secret]}.kubeconfigSecret"] };
            }
        }
    }
}
