using Infra.Rules.Eks;
using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Eks;

public class ReservationGroupsTests
{
    private static readonly EksNodePoolSpec _pool = Fleets.EksPool with
    {
        Capacity = Capacity.Reserved,
        Reservation = "arn:aws:resource-groups:eu-central-1:111122223333:group/acme-training",
    };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ReservationGroups>(Fleets.Sound));

    [Fact]
    public void Accepts_a_group_of_reservations_in_several_zones()
    {
        Assert.Empty(Found(_pool));
        Assert.Empty(Fleets.Findings<Reservations>(Fleets.Of(Fleets.Eks with { Pools = [_pool] })));
    }

    [Fact]
    public void Rejects_a_group_of_another_region() => Assert.Equal(
        ["CLU123 error clusters[0].pools[0].reservation: the group is in eu-north-1, but the cluster is in eu-central-1."],
        Found(_pool with { Reservation = _pool.Reservation!.Replace("central", "north", StringComparison.Ordinal) }));

    [Fact]
    public void Rejects_a_group_for_Karpenter_which_knows_reservations_alone() => Assert.Equal(
        [
            "CLU123 error clusters[0].pools[0].reservation: Karpenter selects reservations by their id and knows no groups. Give the id " +
            "of one, such as cr-0123456789abcdef0, or set provisioner to managed.",
        ],
        Found(_pool with { Provisioner = Provisioner.Karpenter }));

    [Fact]
    public void Rejects_a_group_for_a_capacity_block() => Assert.Equal(
        [
            "CLU123 error clusters[0].pools[0].reservation: a capacity block is used by its own id. Give the id of the block, such as " +
            "cr-0123456789abcdef0.",
        ],
        Found(_pool with { Capacity = Capacity.CapacityBlock }));

    private static string[] Found(EksNodePoolSpec pool) =>
        Fleets.Findings<ReservationGroups>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));
}
