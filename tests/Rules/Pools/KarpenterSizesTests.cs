using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class KarpenterSizesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<KarpenterSizes>(Fleets.Sound));

    [Fact]
    public void Accepts_a_least_size_of_a_managed_pool() => Assert.Empty(Of(Fleets.EksPool with { Min = 2 }));

    [Fact]
    public void Rejects_a_least_size_of_a_pool_of_Karpenter() => Assert.Equal(
        [
            "CLU063 error clusters[0].pools[0].min: min is 2, but Karpenter keeps no minimum: it removes nodes that no pod uses. Leave " +
            "min out, or set provisioner to managed.",
        ],
        Of(Fleets.EksPool with { Min = 2, Provisioner = Provisioner.Karpenter }));

    [Fact]
    public void Rejects_a_least_size_of_a_pool_of_Karpenter_on_AKS() => Assert.Equal(
        [
            "CLU063 error clusters[0].pools[0].min: min is 1, but Karpenter keeps no minimum: it removes nodes that no pod uses. Leave " +
            "min out, or set provisioner to managed.",
        ],
        Fleets.Findings<KarpenterSizes>(Fleets.Of(Fleets.Aks with
        {
            Pools = [Fleets.AksPool with { Min = 1, Provisioner = Provisioner.Karpenter }],
        })));

    private static IEnumerable<string> Of(EksNodePoolSpec pool) =>
        Fleets.Findings<KarpenterSizes>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));
}
