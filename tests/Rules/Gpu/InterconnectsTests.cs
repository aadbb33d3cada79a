using Infra.Catalogue;
using Infra.Rules.Gpu;

namespace Infra.Tests.Rules.Gpu;

public class InterconnectsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<Interconnects>(Fleets.Sound));

    [Fact]
    public void Accepts_EFA_in_one_zone() =>
        Assert.Empty(Fleets.Findings<Interconnects>(
            Fleets.Of(Fleets.Eks with
            {
                Region = "eu-north-1",
                Pools = [Fleets.EksPool with { Machine = "p5.48xlarge", Interconnect = Interconnect.Efa, Zones = ["a"] }],
            })));

    [Fact]
    public void Accepts_InfiniBand_in_one_zone() =>
        Assert.Empty(Fleets.Findings<Interconnects>(
            Fleets.Of(Fleets.Aks with
            {
                Pools = [Fleets.AksPool with
                {
                    Machine = "Standard_ND96isr_H100_v5",
                    Interconnect = Interconnect.InfiniBand,
                    Zones = ["1"],
                }],
            })));

    [Fact]
    public void Rejects_EFA_on_a_machine_without() =>
        Assert.Equal(
            [
                "GPU007 error clusters[0].pools[0].interconnect: g6e.xlarge does not support efa. Machine types that do: g4dn.12xlarge, " +
                "g4dn.16xlarge, g4dn.8xlarge, g4dn.metal, g5.12xlarge, g5.16xlarge, g5.24xlarge, g5.48xlarge, g5.8xlarge, g6.12xlarge, " +
                "g6.16xlarge, g6.24xlarge, g6.48xlarge, g6.8xlarge, g6e.12xlarge, g6e.16xlarge, g6e.24xlarge, g6e.48xlarge, g6e.8xlarge, " +
                "g7e.12xlarge and 14 more.",
            ],
            Fleets.Findings<Interconnects>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with { Machine = "g6e.xlarge", Interconnect = Interconnect.Efa, Zones = ["a"] }],
                })));

    [Fact]
    public void Rejects_InfiniBand_on_AWS() =>
        Assert.Equal(
            [
                "GPU007 error clusters[0].pools[0].interconnect: p5.48xlarge does not support infiniband. No AWS machine type does.",
            ],
            Fleets.Findings<Interconnects>(
                Fleets.Of(Fleets.Eks with
                {
                    Region = "eu-north-1",
                    Pools = [Fleets.EksPool with { Machine = "p5.48xlarge", Interconnect = Interconnect.InfiniBand, Zones = ["a"] }],
                })));

    [Fact]
    public void Rejects_EFA_over_all_zones() =>
        Assert.Equal(
            [
                "GPU007 error clusters[0].pools[0].zones: efa connects nodes within one zone, but the pool spans all zones of the " +
                "cluster. Give one of a, b, c.",
            ],
            Fleets.Findings<Interconnects>(
                Fleets.Of(Fleets.Eks with
                {
                    Region = "eu-north-1",
                    Pools = [Fleets.EksPool with { Machine = "p5.48xlarge", Interconnect = Interconnect.Efa }],
                })));
}
