using Infra.Rules.ControlPlanes;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.ControlPlanes;

public class OneHubTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OneHub>(Fleets.Sound));

    [Fact]
    public void Accepts_members_of_a_hub_of_another_stack() => Assert.Empty(Fleets.Findings<OneHub>(
        Fleets.Exactly(Fleets.Eks, Fleets.Aks) with { Hub = new HubSpec { Name = "dublin" } }));

    [Fact]
    public void Rejects_a_fleet_without_hub() =>
        Assert.Equal(
            [
                "CLU005 error clusters[*].role: no cluster is the hub. Give exactly one cluster the role hub: it runs Argo CD for all " +
                "clusters; or name the hub of another stack in ai-platform:hub.",
            ],
            Fleets.Findings<OneHub>(Fleets.Exactly(Fleets.Eks, Fleets.Aks)));

    [Fact]
    public void Rejects_a_second_hub() =>
        Assert.Equal(
            [
                "CLU005 error clusters[1].role: clusters[0] is already the hub. Only one cluster can be the hub.",
            ],
            Fleets.Findings<OneHub>(Fleets.Of(Fleets.Eks with { Role = ClusterRole.Hub }, Fleets.Aks with { Role = ClusterRole.Hub })));

    [Fact]
    public void Rejects_a_platform_without_clusters() =>
        Assert.Equal(
            ["CLU005 error clusters[*]: there is no cluster. Give at least one, with the role hub."],
            Fleets.Findings<OneHub>(Fleets.Exactly()));
}
