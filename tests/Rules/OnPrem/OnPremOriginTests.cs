using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class OnPremOriginTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OnPremOrigin>(Fleets.Sound));

    [Fact]
    public void Accepts_an_installed_cluster() =>
        Assert.Empty(Fleets.Findings<OnPremOrigin>(Fleets.Of(Fleets.Installed)));

    [Fact]
    public void Rejects_neither_origin() =>
        Assert.Equal(
            [
                "CLU026 error clusters[0].kubeconfigSecret: neither kubeconfigSecret nor install is given. Give exactly one: " +
                "kubeconfigSecret adopts an existing cluster, install sets up a new one.",
            ],
            Fleets.Findings<OnPremOrigin>(Fleets.Of(Fleets.OnPrem with { KubeconfigSecret = null })));

    [Fact]
    public void Rejects_both_origins() =>
        Assert.Equal(
            [
                "CLU026 error clusters[0].kubeconfigSecret: kubeconfigSecret and install are both given. Give exactly one: " +
                "kubeconfigSecret adopts an existing cluster, install sets up a new one.",
            ],
            Fleets.Findings<OnPremOrigin>(Fleets.Of(Fleets.Installed with { KubeconfigSecret = "berlin-kubeconfig" })));
}
