using Infra.Catalogue;
using Infra.Rules.OnPrem;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Tests.Rules.OnPrem;

public class NetworkEncryptionsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<NetworkEncryptions>(Fleets.Sound));

    [Theory]
    [InlineData(NetworkEncryption.None)]
    [InlineData(NetworkEncryption.Wireguard)]
    [InlineData(NetworkEncryption.Ipsec)]
    public void Accepts_the_word_of_the_stack_for_an_adopted_cluster(NetworkEncryption encryption) =>
        Assert.Empty(Fleets.Findings<NetworkEncryptions>(Fleets.Of(Encrypting(Fleets.OnPrem, encryption))));

    [Fact]
    public void Accepts_WireGuard_where_the_platform_installs_the_cluster_and_IPsec_on_OpenShift()
    {
        Assert.Empty(Fleets.Findings<NetworkEncryptions>(Fleets.Of(Encrypting(Fleets.Installed, NetworkEncryption.Wireguard))));
        Assert.Empty(Fleets.Findings<NetworkEncryptions>(Fleets.Of(
            Encrypting(Fleets.OnPrem with { Distribution = Distribution.OpenShift }, NetworkEncryption.Ipsec))));
    }

    [Fact]
    public void Rejects_IPsec_of_flannel() => Assert.Equal(
        [
            "CLU172 error clusters[0].network.encryption: the network of a cluster that the platform installs is flannel, which does not " +
            "encrypt by ipsec. Allowed: none, wireguard.",
        ],
        Fleets.Findings<NetworkEncryptions>(Fleets.Of(Encrypting(Fleets.Installed, NetworkEncryption.Ipsec))));

    [Fact]
    public void Rejects_WireGuard_of_OpenShift() => Assert.Equal(
        [
            "CLU172 error clusters[0].network.encryption: the network of OpenShift is OVN-Kubernetes, which does not encrypt by " +
            "wireguard. Allowed: none, ipsec.",
        ],
        Fleets.Findings<NetworkEncryptions>(Fleets.Of(
            Encrypting(Fleets.OnPrem with { Distribution = Distribution.OpenShift }, NetworkEncryption.Wireguard))));

    private static OnPremClusterSpec Encrypting(OnPremClusterSpec cluster, NetworkEncryption encryption) =>
        cluster with { Network = (cluster.Network ?? new() { Cidr = "10.30.0.0/24" }) with { Encryption = encryption } };
}
