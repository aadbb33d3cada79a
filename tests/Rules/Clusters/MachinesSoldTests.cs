using Infra.Rules.Clusters;

namespace Infra.Tests.Rules.Clusters;

public class MachinesSoldTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MachinesSold>(Fleets.Sound));

    [Fact]
    public void Accepts_a_machine_sold_everywhere() =>
        Assert.Empty(Fleets.Findings<MachinesSold>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Machine = "g4dn.xlarge" }] })));

    [Fact]
    public void Rejects_a_machine_that_the_region_lacks() =>
        Assert.Equal(
            [
                "CLU015 error clusters[0].pools[0].machine: \"p5.48xlarge\" is not sold in eu-central-1. It is sold in " +
                "eu-north-1, eu-west-2, us-east-1, us-east-2, us-west-2.",
            ],
            Fleets.Findings<MachinesSold>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Machine = "p5.48xlarge" }] })));
}
