using Infra.Catalogue;
using Infra.Rules.OnPrem;
using Infra.Specification.Networks;

namespace Infra.Tests.Rules.OnPrem;

public class NetworkPolicyEnginesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<NetworkPolicyEngines>(Fleets.Sound));

    [Fact]
    public void Accepts_a_cluster_of_kubeadm_that_says_what_enforces() =>
        Assert.Empty(Findings(Distribution.Kubeadm, NetworkPolicyEngine.Calico));

    [Theory]
    [InlineData(Distribution.Rke2)]
    [InlineData(Distribution.K3s)]
    [InlineData(Distribution.OpenShift)]
    public void Accepts_what_brings_a_network_and_asks_nothing_of_it(Distribution distribution) =>
        Assert.Empty(Findings(distribution, null));

    [Fact]
    public void Warns_of_a_cluster_of_kubeadm_that_does_not_say_it() => Assert.Equal(
        [
            "ADD115 warning clusters[0].networkPolicyEngine: kubeadm brings no network, and some, such as flannel, ignore network " +
            "policies: every pod would reach the add-ons. Say what enforces them here, or install it. Allowed: antrea, calico, cilium, " +
            "kindnet, kube-network-policies, kube-router, ovn-kubernetes.",
        ],
        Findings(Distribution.Kubeadm, null));

    [Fact]
    public void Rejects_a_word_about_a_network_that_the_distribution_brings() => Assert.Equal(
        [
            "ADD115 error clusters[0].networkPolicyEngine: k3s brings a network that enforces network policies. Remove the line.",
        ],
        Findings(Distribution.K3s, NetworkPolicyEngine.KubeRouter));

    private static string[] Findings(Distribution distribution, NetworkPolicyEngine? engine) => Fleets.Findings<NetworkPolicyEngines>(
        Fleets.Of(Fleets.OnPrem with { Distribution = distribution, NetworkPolicyEngine = engine }));
}
