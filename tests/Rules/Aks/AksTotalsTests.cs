using Infra.Rules.Aks;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Aks;

public class AksTotalsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AksTotals>(Fleets.Sound));

    [Fact]
    public void Accepts_a_full_cluster() =>
        Assert.Empty(Fleets.Findings<AksTotals>(Fleets.Of(Fleets.Aks with
        {
            SystemPool = Fleets.Aks.SystemPool with { Max = 6 },
            Pools = [.. Enumerable.Range(0, 98).Select(_ => Fleets.AksPool with { Max = 50 }), Fleets.AksPool with { Max = 94 }],
        })));

    [Fact]
    public void Accepts_more_pools_of_Karpenter_which_are_not_pools_of_AKS() =>
        Assert.Empty(Fleets.Findings<AksTotals>(Fleets.Of(Fleets.Aks with
        {
            Pools = [.. Enumerable.Repeat(Fleets.AksPool with { Provisioner = Provisioner.Karpenter }, 100)],
        })));

    [Fact]
    public void Rejects_more_nodes_than_the_tier_supports() =>
        Assert.Equal(
            [
                "CLU142 error clusters[0].pools: the pools and the system pool may grow to 1006 nodes together. Allowed in a cluster of " +
                "the tier free: 1000. Lower max, or divide the work among clusters.",
                "CLU142 error clusters[1].pools: the pools and the system pool may grow to 5006 nodes together. Allowed in a cluster of " +
                "the tier standard: 5000. Lower max, or divide the work among clusters.",
            ],
            Fleets.Findings<AksTotals>(Fleets.Of(
                Fleets.Aks with { Tier = AksTier.Free, Pools = [Fleets.AksPool with { Max = 1000 }] },
                Fleets.Aks with { Pools = [.. Enumerable.Repeat(Fleets.AksPool with { Max = 1000 }, 5)] })));

    [Fact]
    public void Rejects_more_pools_than_AKS_allows() =>
        Assert.Equal(
            ["CLU142 error clusters[0].pools: there are 100 pools. Allowed in a cluster: 99 and the system pool."],
            Fleets.Findings<AksTotals>(Fleets.Of(Fleets.Aks with { Pools = [.. Enumerable.Repeat(Fleets.AksPool, 100)] })));
}
