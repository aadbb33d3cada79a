using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU026: an on-prem cluster is either adopted by its kubeconfig or installed.</summary>
public sealed class OnPremOrigin : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.KubeconfigSecret is null == cluster.Install is null)
            {
                yield return Finding.Error(
                    "CLU026", $"{cluster.Path}.kubeconfigSecret",
                    (cluster.Install is null
                        ? "neither kubeconfigSecret nor install is given. "
                        : "kubeconfigSecret and install are both given. ") +
                    "Give exactly one: kubeconfigSecret adopts an existing cluster, install sets up a new one.")
                    with { ComparedWith = [$"{cluster.Path}.install"] };
            }
        }
    }
}
