using Infra.AddOns.Serving;
using Infra.Catalogue;
using Infra.Rules.Pools;

namespace Infra.Tests.Rules.Pools;

public class SharedImagesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SharedImages>(Fleets.Sound));

    [Fact]
    public void Accepts_Spegel_on_AKS_and_kubeadm_and_that_of_an_installed_distribution() =>
        Assert.Empty(Fleets.Findings<SharedImages>(Fleets.Of(
            Fleets.Aks with { ShareImages = true, AddOns = [new Spegel()] },
            Fleets.OnPrem with { Distribution = Distribution.Kubeadm, ShareImages = true, AddOns = [new Spegel()] },
            Fleets.Installed with { ShareImages = true })));

    [Fact]
    public void Rejects_nodes_that_cannot() => Assert.Equal(
        [
            "CLU173 error clusters[0].shareImages: nodes of EKS pull with SOCI, which keeps no layer that another node could take " +
            "(https://github.com/spegel-org/spegel/issues/176). Leave it out.",
            "CLU173 error clusters[1].shareImages: OpenShift runs CRI-O, and Spegel needs containerd. Leave it out.",
            "CLU173 error clusters[2].shareImages: the platform does not configure the hosts of an adopted cluster, and rke2 has Spegel " +
            "in itself: set embedded-registry: true on its servers. Leave it out.",
        ],
        Fleets.Findings<SharedImages>(Fleets.Of(
            Fleets.Eks with { ShareImages = true },
            Fleets.OnPrem with { Distribution = Distribution.OpenShift, ShareImages = true },
            Fleets.OnPrem with { ShareImages = true })));

    [Fact]
    public void Rejects_sharing_without_the_add_on() => Assert.Equal(
        [
            "CLU173 error clusters[0].shareImages: spegel is off on this cluster, and its nodes have no other way to get images from " +
            "each other. Turn it on with spegel: {}, or leave shareImages out.",
        ],
        Fleets.Findings<SharedImages>(Fleets.Of(Fleets.Aks with { ShareImages = true })));
}
