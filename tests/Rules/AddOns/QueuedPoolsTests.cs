using Infra.AddOns.Queues;
using Infra.Rules.AddOns;
using Infra.Specification;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.AddOns;

public class QueuedPoolsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<QueuedPools>(Fleets.Sound));

    [Fact]
    public void Accepts_as_many_taints_as_a_flavour_has() => Assert.Empty(Fleets.Findings<QueuedPools>(With(7)));

    [Fact]
    public void Accepts_more_taints_where_nothing_is_queued() =>
        Assert.Empty(Fleets.Findings<QueuedPools>(With(8) with
        {
            Clusters = [.. With(8).Clusters.Select(each => each with { AddOns = [] })],
        }));

    [Fact]
    public void Rejects_more_taints_than_a_flavour_has_those_of_the_platform_included() =>
        Assert.Equal(
            [
                "ADD118 error clusters[0].pools[0].taints: the nodes have 9 taints, of which 1 are the platform's, and Kueue knows a " +
                "pool by at most 8. Allowed here: 7.",
            ],
            Fleets.Findings<QueuedPools>(With(8)));

    [Fact]
    public void Rejects_more_pools_than_a_queue_has_flavours() =>
        Assert.Equal(
            [
                "ADD118 error clusters[0].pools: 65 pools would share a queue of Kueue, which has at most 64. Make pools with the same " +
                "machines one, or turn kueue off with kueue: null.",
            ],
            Fleets.Findings<QueuedPools>(Of(Enumerable.Range(0, 65)
                .Select(index => new EksNodePoolSpec { Name = $"p{index}", Machine = "m7i.xlarge", Max = 1 }))));

    private static PlatformSpec With(int taints) => Of(
    [
        new EksNodePoolSpec
        {
            Name = "gpu", Machine = "g6.12xlarge", Max = 2,
            Taints = [.. Enumerable.Range(0, taints).Select(index => new TaintSpec { Key = $"team{index}" })],
        },
    ]);

    private static PlatformSpec Of(IEnumerable<EksNodePoolSpec> pools) => Fleets.Of(Fleets.Eks with
    {
        AddOns = [new Kueue()], Pools = [.. pools],
    });
}
