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
                "CLU015 error clusters[0].pools[0].machine: \"p4de.24xlarge\" is not sold in eu-central-1. It is sold in " +
                "us-east-1, us-west-2.",
            ],
            Fleets.Findings<MachinesSold>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Machine = "p4de.24xlarge" }] })));

    [Fact]
    public void Warns_of_a_machine_that_a_list_which_may_lag_behind_does_not_name() =>
        Assert.Equal(
            [
                "CLU015 warning clusters[0].pools[0].machine: \"g6e.12xlarge\" is not known to be sold in eu-south-1, but in eu-central-1, " +
                "eu-north-1, eu-south-2, us-east-1, us-east-2, us-west-2. The list may lag behind: aws ec2 " +
                "describe-instance-type-offerings --region eu-south-1",
            ],
            Fleets.Findings<MachinesSold>(Fleets.Of(Fleets.Eks with { Region = "eu-south-1" })));
}
