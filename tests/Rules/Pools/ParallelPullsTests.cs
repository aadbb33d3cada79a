using Infra.Rules.Pools;

namespace Infra.Tests.Rules.Pools;

public class ParallelPullsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ParallelPulls>(Fleets.Sound));

    [Fact]
    public void Accepts_a_number_where_the_platform_configures_the_kubelet() =>
        Assert.Empty(Fleets.Findings<ParallelPulls>(
            Fleets.Of(Fleets.Eks with { ParallelPulls = 10 }, Fleets.Installed with { ParallelPulls = 1 })));

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Rejects_more_or_fewer_than_the_kubelet_starts(int pulls) =>
        Assert.Equal(
            [$"CLU087 error clusters[0].parallelPulls: parallelPulls is {pulls}. Allowed: 1 to 10."],
            Fleets.Findings<ParallelPulls>(Fleets.Of(Fleets.Eks with { ParallelPulls = pulls })));

    [Fact]
    public void Rejects_a_number_on_nodes_whose_kubelet_is_not_the_platform_s() =>
        Assert.Equal(
            [
                "CLU087 error clusters[0].parallelPulls: AKS has no setting for parallel image pulls. Leave it out.",
                "CLU087 error clusters[1].parallelPulls: the platform does not configure the hosts of an adopted cluster. Leave it out.",
            ],
            Fleets.Findings<ParallelPulls>(Fleets.Of(Fleets.Aks with { ParallelPulls = 4 }, Fleets.OnPrem with { ParallelPulls = 4 })));
}
