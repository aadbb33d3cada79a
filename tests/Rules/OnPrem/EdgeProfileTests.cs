using Infra.Catalogue;
using Infra.Rules.OnPrem;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.OnPrem;

public class EdgeProfileTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<EdgeProfile>(Fleets.Sound));

    [Fact]
    public void Accepts_a_single_k3s_node() =>
        Assert.Empty(Fleets.Findings<EdgeProfile>(
            Fleets.Of(Fleets.Installed with
            {
                Profile = SiteProfile.Edge,
                Distribution = Distribution.K3s,
                Install = Fleets.Installed.Install! with { Servers = ["10.30.0.11"] },
            })));

    [Fact]
    public void Rejects_three_servers_at_the_edge() =>
        Assert.Equal(
            [
                "CLU028 error clusters[0].install.servers: 3 servers are listed, but profile is edge. Allowed: 1; for more servers, " +
                "leave profile out.",
            ],
            Fleets.Findings<EdgeProfile>(
                Fleets.Of(Fleets.Installed with { Profile = SiteProfile.Edge, Distribution = Distribution.K3s })));

    [Fact]
    public void Rejects_RKE2_at_the_edge() =>
        Assert.Equal(
            [
                "CLU028 error clusters[0].distribution: rke2 cannot be installed at an edge site. Allowed: k3s.",
            ],
            Fleets.Findings<EdgeProfile>(
                Fleets.Of(Fleets.Installed with
                {
                    Profile = SiteProfile.Edge,
                    Install = Fleets.Installed.Install! with { Servers = ["10.30.0.11"] },
                })));
}
