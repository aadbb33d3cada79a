using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class OneOwnerTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OneOwner>(Fleets.Sound));

    [Fact]
    public void Accepts_two_clusters_that_the_platform_installs() =>
        Assert.Empty(Fleets.Findings<OneOwner>(Fleets.Of(Fleets.Installed, Fleets.Installed with { Name = "other" })));

    [Fact]
    public void Rejects_a_kubeconfig_of_two_clusters() => Assert.Equal(
        [
            "CLU180 error clusters[1].kubeconfigSecret: \"berlin-kubeconfig\" is also the kubeconfig of clusters[0], so both would " +
            "manage the same cluster. Give each cluster a kubeconfig of its own.",
        ],
        Fleets.Findings<OneOwner>(Fleets.Of(Fleets.OnPrem, Fleets.OnPrem with { Name = "other" })));
}
