using Infra.Rules.Aks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Aks;

public class FixedPoolsTests
{
    private static readonly AksNodePoolSpec _karpenter = Fleets.AksPool with { Name = "burst", Provisioner = Provisioner.Karpenter };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<FixedPools>(Fleets.Sound));

    [Fact]
    public void Accepts_a_pool_of_fixed_size_beside_Karpenter() =>
        Assert.Empty(Of(_karpenter, Fleets.AksPool with { Min = 4 }));

    [Fact]
    public void Rejects_a_pool_with_an_autoscaler_beside_Karpenter() => Assert.Equal(
        [
            "CLU113 error clusters[0].pools[0].min: min is 0 and max is 4, but AKS does not run its cluster autoscaler beside Karpenter, " +
            "which pool \"burst\" uses. Allowed: 4 (max), or set provisioner to karpenter.",
        ],
        Of(Fleets.AksPool, _karpenter));

    private static string[] Of(params AksNodePoolSpec[] pools) =>
        Fleets.Findings<FixedPools>(Fleets.Of(Fleets.Aks with { Pools = [.. pools] }));
}
