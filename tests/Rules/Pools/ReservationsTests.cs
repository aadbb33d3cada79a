using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class ReservationsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<Reservations>(Fleets.Sound));

    [Fact]
    public void Accepts_a_reservation_of_EC2() =>
        Assert.Empty(Fleets.Findings<Reservations>(
            Fleets.Of(Fleets.Eks with
            {
                Pools = [Fleets.EksPool with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0", Zones = ["a"] }],
            })));

    [Fact]
    public void Accepts_a_capacity_reservation_group_of_Azure() =>
        Assert.Empty(Fleets.Findings<Reservations>(
            Fleets.Of(Fleets.Aks with
            {
                Pools = [Fleets.AksPool with
                {
                    Capacity = Capacity.Reserved,
                    Reservation = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/capacityReservationGroups/h100",
                }],
            })));

    [Fact]
    public void Rejects_reserved_capacity_without_reservation() =>
        Assert.Equal(
            [
                "CLU017 error clusters[0].pools[0].reservation: reservation is missing, but capacity is reserved. Give the id of an EC2 " +
                "capacity reservation, such as cr-0123456789abcdef0.",
            ],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Capacity = Capacity.Reserved, Zones = ["a"] }] })));

    [Fact]
    public void Rejects_a_reservation_for_spot_machines() =>
        Assert.Equal(
            [
                "CLU017 error clusters[0].pools[0].capacity: capacity is spot, but a reservation is given. Set capacity to reserved or " +
                "capacity-block, or leave the reservation out.",
            ],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with { Capacity = Capacity.Spot, Reservation = "cr-0123456789abcdef0" }],
                })));

    [Fact]
    public void Rejects_a_capacity_block_on_Azure() =>
        Assert.Equal(
            [
                "CLU017 error clusters[0].pools[0].capacity: capacity-block is available only on EKS. Allowed: on-demand, spot, reserved.",
            ],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Aks with
                {
                    Pools = [Fleets.AksPool with { Capacity = Capacity.CapacityBlock, Reservation = "cr-0123456789abcdef0" }],
                })));

    [Fact]
    public void Rejects_a_capacity_block_of_Karpenter_on_Azure() =>
        Assert.Equal(
            ["CLU017 error clusters[0].pools[0].capacity: capacity-block is available only on EKS. Allowed: on-demand, spot."],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Aks with
                {
                    Pools = [Fleets.AksPool with { Capacity = Capacity.CapacityBlock, Provisioner = Provisioner.Karpenter }],
                })));

    [Fact]
    public void Rejects_a_reservation_that_is_no_id() =>
        Assert.Equal(
            [
                "CLU017 error clusters[0].pools[0].reservation: \"my-h100s\" is not a reservation. Give the id of an EC2 " +
                "capacity reservation, such as cr-0123456789abcdef0.",
            ],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with
                    {
                        Machine = "p5.48xlarge", Capacity = Capacity.CapacityBlock, Reservation = "my-h100s", Zones = ["a"],
                    }],
                })));

    [Fact]
    public void Rejects_a_reservation_for_several_zones() =>
        Assert.Equal(
            [
                "CLU017 error clusters[0].pools[0].zones: a capacity reservation is in one zone, but the pool spans all zones of the " +
                "cluster. Give the zone of the reservation.",
                "CLU017 error clusters[0].pools[1].zones: a capacity reservation is in one zone, but the pool spans 2 zones. Give the " +
                "zone of the reservation.",
            ],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools =
                    [
                        Fleets.EksPool with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0" },
                        Fleets.EksPool with { Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0", Zones = ["a", "b"] },
                    ],
                })));

    [Fact]
    public void Rejects_a_capacity_block_of_a_machine_that_is_not_sold_so() =>
        Assert.Equal(
            [
                "CLU017 error clusters[0].pools[0].capacity: AWS offers no capacity blocks for g6e.12xlarge. Machine types with capacity " +
                "blocks: p4d.24xlarge, p4de.24xlarge, p5.48xlarge, p5.4xlarge, p5e.48xlarge, p5en.48xlarge, p6-b200.48xlarge, " +
                "p6-b300.48xlarge, trn1.32xlarge, trn2.48xlarge.",
            ],
            Fleets.Findings<Reservations>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [
                        Fleets.EksPool with { Capacity = Capacity.CapacityBlock, Reservation = "cr-0123456789abcdef0", Zones = ["a"] },
                    ],
                })));
}
