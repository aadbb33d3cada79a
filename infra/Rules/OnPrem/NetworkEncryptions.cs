using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Rules.OnPrem;

/// <summary>CLU172: the network of a site can encrypt in the way that the stack names.</summary>
public sealed class NetworkEncryptions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            // flannel, with which both distributions begin, knows no other (docs.rke2.io/networking/basic_network_options,
            // docs.k3s.io/networking/basic-network-options); for OVN-Kubernetes see "Configuring IPsec encryption" in Red Hat's
            // "OVN-Kubernetes network plugin" of OpenShift 4.20.
            var refused = (cluster.Network?.Encryption, cluster.Install, cluster.IsOpenShift) switch
            {
                (NetworkEncryption.Ipsec, not null, _) =>
                    "the network of a cluster that the platform installs is flannel, which does not encrypt by ipsec. Allowed: none, " +
                    "wireguard.",
                (NetworkEncryption.Wireguard, null, true) =>
                    "the network of OpenShift is OVN-Kubernetes, which does not encrypt by wireguard. Allowed: none, ipsec.",
                _ => null,
            };
            if (refused is not null)
            {
                yield return Finding.Error("CLU172", $"{cluster.Path}.network.encryption", refused)
                    with { ComparedWith = [$"{cluster.Path}.distribution"] };
            }
        }
    }
}
