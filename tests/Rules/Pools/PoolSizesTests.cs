using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class PoolSizesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PoolSizes>(Fleets.Sound));

    [Fact]
    public void Rejects_a_minimum_above_the_maximum() =>
        Assert.Equal(
            [
                "CLU016 error clusters[0].pools[0].min: min is 5. Allowed: 0 to 4 (max).",
            ],
            Fleets.Findings<PoolSizes>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Min = 5, Max = 4 }] })));

    [Fact]
    public void Rejects_a_pool_that_never_has_a_node() =>
        Assert.Equal(
            [
                "CLU016 error clusters[0].pools[0].max: max is 0. Allowed: 1 to 1000.",
            ],
            Fleets.Findings<PoolSizes>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Max = 0 }] })));

    [Fact]
    public void Rejects_a_fixed_pool_without_nodes() =>
        Assert.Equal(
            [
                "CLU016 error clusters[0].pools[0].nodes: nodes is 0. Allowed: 1 to 5000.",
            ],
            Fleets.Findings<PoolSizes>(Fleets.Of(Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Nodes = 0 }] })));

    [Fact]
    public void Rejects_a_disk_that_holds_no_image() =>
        Assert.Equal(
            [
                "CLU016 error clusters[0].pools[0].diskGiB: diskGiB is 20. Allowed: 50 to 4095.",
            ],
            Fleets.Findings<PoolSizes>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { DiskGiB = 20 }] })));

    [Fact]
    public void Rejects_it_with_no_more_than_other_rules_allow() =>
        Assert.Equal(
            [
                "CLU016 error clusters[0].pools[0].diskGiB: diskGiB is 5000. Allowed: 50 to 2048.",
                "CLU016 error clusters[0].pools[1].diskGiB: diskGiB is 20. Allowed: 50 to 128.",
            ],
            Fleets.Findings<PoolSizes>(Fleets.Of(Fleets.Aks with
            {
                Pools = [Fleets.AksPool with { DiskGiB = 5000 }, Fleets.AksPool with { DiskGiB = 20, OsDisk = OsDisk.Ephemeral }],
            })));
}
