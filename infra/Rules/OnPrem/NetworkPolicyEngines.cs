using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Rules.OnPrem;

/// <summary>ADD115: the stack says what enforces the add-ons' network policies in a cluster of kubeadm, which comes without a
/// network.</summary>
public sealed class NetworkPolicyEngines : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            var path = $"{cluster.Path}.networkPolicyEngine";
            switch (cluster)
            {
                case { Distribution: Distribution.Kubeadm, NetworkPolicyEngine: null }:
                    yield return Finding.Warning(
                        "ADD115", path,
                        "kubeadm brings no network, and some, such as flannel, ignore network policies: every pod would reach the " +
                        "add-ons. Say what enforces them here, or install it. Allowed: " +
                        $"{Spelling.List(Enum.GetValues<NetworkPolicyEngine>().Select(engine => Spelling.Of(engine)))}.");
                    break;
                case { Distribution: not Distribution.Kubeadm, NetworkPolicyEngine: not null }:
                    yield return Finding.Error(
                        "ADD115", path,
                        $"{Spelling.Of(cluster.Distribution)} brings a network that enforces network policies. Remove the line.")
                        with { ComparedWith = [$"{cluster.Path}.distribution"] };
                    break;
            }
        }
    }
}
