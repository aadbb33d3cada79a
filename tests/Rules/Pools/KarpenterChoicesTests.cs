using Infra.Catalogue;
using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class KarpenterChoicesTests
{
    private static readonly EksNodePoolSpec _pool = Fleets.EksPool with { Provisioner = Provisioner.Karpenter };

    private static readonly AksNodePoolSpec _onAzure =
        Fleets.AksPool with { Machine = "Standard_NC8as_T4_v3", Provisioner = Provisioner.Karpenter };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<KarpenterChoices>(Fleets.Sound));

    [Fact]
    public void Accepts_machines_with_the_same_GPUs_and_several_ways_to_buy_them() => Assert.All(
        (EksNodePoolSpec[])
        [
            _pool with { Alternatives = ["g6e.24xlarge"], Capacity = Capacity.Spot, Fallbacks = [Capacity.OnDemand] },
            _pool with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0", Fallbacks = [Capacity.OnDemand] },
            _pool with
            {
                Alternatives = ["g6e.24xlarge"], Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0",
                Fallbacks = [Capacity.Spot, Capacity.OnDemand],
            },
            _pool with { Machine = "m7i.2xlarge", Alternatives = ["m6i.2xlarge", "m7i.4xlarge"] },
            _pool with { Alternatives = ["unknown"] },
        ],
        pool => Assert.Empty(Of(pool)));

    [Fact]
    public void Accepts_the_same_on_AKS() => Assert.Empty(Of(_onAzure with
    {
        Alternatives = ["Standard_NC16as_T4_v3"], Capacity = Capacity.Spot, Fallbacks = [Capacity.OnDemand],
    }));

    [Fact]
    public void Rejects_a_machine_of_Azure_with_other_GPUs() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives[0]: \"Standard_NC64as_T4_v3\" has 4 x T4 16 GB and x86 processors, but " +
            "Standard_NC8as_T4_v3 has 1 x T4 16 GB and x86 processors. Allowed: machine types with the same GPUs and the same processor " +
            "architecture.",
        ],
        Of(_onAzure with { Alternatives = ["Standard_NC64as_T4_v3"] }));

    [Fact]
    public void Rejects_choices_of_a_managed_pool_on_AKS() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives: a managed pool has one machine type, bought in one way. Leave alternatives " +
            "out, or set provisioner to karpenter.",
        ],
        Of(_onAzure with { Provisioner = Provisioner.Managed, Alternatives = ["Standard_NC16as_T4_v3"] }));

    [Fact]
    public void Rejects_choices_of_a_managed_pool() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives: a managed pool has one machine type, bought in one way. Leave alternatives " +
            "out, or set provisioner to karpenter.",
            "CLU111 error clusters[0].pools[0].fallbacks: a managed pool has one machine type, bought in one way. Leave fallbacks out, " +
            "or set provisioner to karpenter.",
        ],
        Of(Fleets.EksPool with { Alternatives = ["g6e.24xlarge"], Capacity = Capacity.Spot, Fallbacks = [Capacity.OnDemand] }));

    [Fact]
    public void Rejects_a_machine_with_other_GPUs() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives[0]: \"g6.12xlarge\" has 4 x L4 24 GB and x86 processors, but g6e.12xlarge " +
            "has 4 x L40S 48 GB and x86 processors. Allowed: machine types with the same GPUs and the same processor architecture.",
            "CLU111 error clusters[0].pools[0].alternatives[1]: \"g6e.48xlarge\" has 8 x L40S 48 GB and x86 processors, but g6e.12xlarge " +
            "has 4 x L40S 48 GB and x86 processors. Allowed: machine types with the same GPUs and the same processor architecture.",
            "CLU111 error clusters[0].pools[0].alternatives[2]: \"m7i.2xlarge\" has no GPUs and x86 processors, but g6e.12xlarge has 4 x " +
            "L40S 48 GB and x86 processors. Allowed: machine types with the same GPUs and the same processor architecture.",
        ],
        Of(_pool with { Alternatives = ["g6.12xlarge", "g6e.48xlarge", "m7i.2xlarge"] }));

    [Fact]
    public void Rejects_a_machine_that_is_named_twice() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives[0]: \"g6e.12xlarge\" is named twice. Name each machine type once.",
            "CLU111 error clusters[0].pools[0].alternatives[2]: \"g6e.24xlarge\" is named twice. Name each machine type once.",
        ],
        Of(_pool with { Alternatives = ["g6e.12xlarge", "g6e.24xlarge", "g6e.24xlarge"] }));

    [Fact]
    public void Rejects_other_machines_for_a_training() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives: the nodes of a training have the same machine type, because its network " +
            "cards are listed. Leave alternatives out, or set interconnect to none.",
        ],
        Of(_pool with { Machine = "p5.48xlarge", Interconnect = Interconnect.Efa, Alternatives = ["p5.4xlarge"] }));

    [Fact]
    public void Rejects_other_machines_where_only_reserved_ones_are_bought() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].alternatives: reservation cr-0123456789abcdef0 is for one machine type. Leave " +
            "alternatives out, or name fallbacks that buy them.",
        ],
        Of(_pool with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0", Alternatives = ["g6e.24xlarge"] }));

    [Theory]
    [InlineData(Capacity.Spot, Capacity.Spot, "spot", "spot", "Allowed, in this order: on-demand.")]
    [InlineData(Capacity.OnDemand, Capacity.Spot, "on-demand", "spot", "Leave fallbacks out.")]
    [InlineData(Capacity.CapacityBlock, Capacity.OnDemand, "capacity-block", "on-demand", "Leave fallbacks out.")]
    [InlineData(Capacity.Reserved, Capacity.CapacityBlock, "reserved", "capacity-block", "Allowed, in this order: spot, on-demand.")]
    public void Rejects_a_way_to_buy_that_Karpenter_does_not_take(
        Capacity capacity, Capacity fallback, string first, string second, string allowed) => Assert.Equal(
        [
            $"CLU111 error clusters[0].pools[0].fallbacks: after {first} Karpenter does not buy {second}: it takes what is reserved, " +
            $"then spot, then on-demand. {allowed}",
        ],
        Of(_pool with { Capacity = capacity, Fallbacks = [fallback] }));

    [Fact]
    public void Rejects_an_order_that_is_not_that_of_Karpenter() => Assert.Equal(
        [
            "CLU111 error clusters[0].pools[0].fallbacks: after reserved Karpenter does not buy on-demand, spot: it takes what is " +
            "reserved, then spot, then on-demand. Allowed, in this order: spot, on-demand.",
        ],
        Of(_pool with
        {
            Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0", Fallbacks = [Capacity.OnDemand, Capacity.Spot],
        }));

    private static IEnumerable<string> Of(EksNodePoolSpec pool) =>
        Fleets.Findings<KarpenterChoices>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));

    private static IEnumerable<string> Of(AksNodePoolSpec pool) =>
        Fleets.Findings<KarpenterChoices>(Fleets.Of(Fleets.Aks with { Pools = [pool] }));
}
