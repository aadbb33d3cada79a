using Infra.AddOns.Mesh;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Tests.Rules.Sovereignty;

public class EncryptedTrafficTests
{
    private const string Nothing =
        "SOV119 error clusters[0].addOns: sovereignty.encryptTraffic is true, but nothing encrypts what pods of this cluster send each " +
        "other: its network does not, and ";

    private static ClusterSpec Meshed(ClusterSpec cluster) =>
        cluster with { AddOns = [new IstioBase(), new Istio(), new IstioCni(), new IstioZtunnel()] };

    [Fact]
    public void Accepts_plain_traffic_where_the_stack_asks_for_nothing_else() =>
        Assert.Empty(Fleets.Findings<EncryptedTraffic>(Fleets.Sound));

    [Fact]
    public void Accepts_a_mesh_on_every_kind_of_cluster() =>
        Assert.Empty(Fleets.Findings<EncryptedTraffic>(Encrypted(Meshed(Fleets.Eks), Meshed(Fleets.Aks), Meshed(Fleets.OnPrem))));

    [Fact]
    public void Accepts_WireGuard_on_a_cluster_that_the_platform_installs_and_the_word_of_the_stack_for_an_adopted_one() =>
        Assert.Empty(Fleets.Findings<EncryptedTraffic>(Encrypted(
            Fleets.Installed,
            Fleets.OnPrem with { Network = new() { Cidr = "10.30.0.0/24", Encryption = NetworkEncryption.Ipsec } })));

    [Fact]
    public void Rejects_a_cloud_cluster_without_a_mesh() => Assert.Equal(
        [
            Nothing + "istio-base, istio, istio-cni, istio-ztunnel are off. Turn the mesh on with istio-base: {}, istio: {}, " +
            "istio-cni: {}, istio-ztunnel: {}.",
        ],
        Fleets.Findings<EncryptedTraffic>(Encrypted(Fleets.Eks)));

    [Fact]
    public void Rejects_half_a_mesh() => Assert.Equal(
        [Nothing + "istio-ztunnel is off. Turn the mesh on with istio-ztunnel: {}."],
        Fleets.Findings<EncryptedTraffic>(Encrypted(Fleets.Aks with { AddOns = [new IstioBase(), new Istio(), new IstioCni()] })));

    [Fact]
    public void Rejects_an_installed_site_whose_network_is_told_not_to_encrypt() => Assert.Equal(
        [
            Nothing + "istio-base, istio, istio-cni, istio-ztunnel are off. Turn the mesh on with istio-base: {}, istio: {}, " +
            "istio-cni: {}, istio-ztunnel: {}, or say in network.encryption how the network encrypts.",
        ],
        Fleets.Findings<EncryptedTraffic>(Encrypted(
            Fleets.Installed with { Network = Fleets.Installed.Network! with { Encryption = NetworkEncryption.None } })));

    private static PlatformSpec Encrypted(params ClusterSpec[] clusters) =>
        Fleets.Of(clusters) with { Sovereignty = Fleets.Sovereignty with { EncryptTraffic = true } };
}
