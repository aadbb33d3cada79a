using Infra.Rules.Pools;
using Infra.Specification;

namespace Infra.Tests.Rules.Pools;

public class MachinesSoldTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MachinesSold>(Fleets.Sound));

    [Theory]
    [InlineData("cn-north-1", "m6i.xlarge")] // sold everywhere
    [InlineData("eu-south-1", "g4dn.xlarge")]
    [InlineData("eu-central-1", "p4de.24xlarge")]
    [InlineData("eu-west-2", "p4d.24xlarge")]
    [InlineData("us-gov-east-1", "p6-b200.48xlarge")]
    public void Accepts_a_machine_that_has_a_price_in_the_region(string region, string machine) =>
        Assert.DoesNotContain(
            Fleets.Findings<MachinesSold>(Selling(region, machine)), finding => finding.Contains(machine, StringComparison.Ordinal));

    [Theory]
    [InlineData(
        "eu-central-1", "p5.48xlarge",
        "is not offered in eu-central-1. It is offered in eu-north-1, eu-west-2, us-east-1, us-east-2, us-gov-west-1, us-west-2.")]
    [InlineData(
        "us-gov-west-1", "g5.xlarge",
        "is not offered in us-gov-west-1. It is offered in cn-north-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, " +
        "us-east-1, us-east-2, us-west-2.")]
    public void Rejects_a_machine_that_has_no_price_in_the_region(string region, string machine, string reason) =>
        Assert.Equal(
            [$"CLU015 error clusters[0].pools[0].machine: \"{machine}\" {reason}"],
            Fleets.Findings<MachinesSold>(Selling(region, machine)));

    [Fact]
    public void Rejects_a_machine_that_Azure_has_no_price_for() =>
        Assert.Equal(
            [
                "CLU015 error clusters[0].pools[0].machine: \"Standard_ND96isr_H200_v5\" is not offered in westeurope. It is offered in " +
                "centralus, eastus2, francecentral, germanywestcentral, italynorth, northcentralus, northeurope, norwayeast, " +
                "polandcentral, spaincentral, swedencentral, uksouth, ukwest, westus2, westus3.",
            ],
            Fleets.Findings<MachinesSold>(
                Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { Machine = "Standard_ND96isr_H200_v5" }] })));

    [Fact]
    public void Rejects_the_default_machine_of_the_system_pool_in_Beijing() =>
        Assert.Contains(
            "CLU015 error clusters[0].systemPool.machine: \"m7i.xlarge\" is not offered in cn-north-1.",
            Assert.Single(Fleets.Findings<MachinesSold>(Selling("cn-north-1", "g5.xlarge"))), StringComparison.Ordinal);

    [Fact]
    public void Warns_of_a_machine_that_is_still_being_brought_to_regions() =>
        Assert.Equal(
            [
                "CLU015 warning clusters[0].pools[0].machine: \"g6e.12xlarge\" is not listed as offered in eu-south-1. It is listed in " +
                "eu-central-1, eu-north-1, eu-south-2, us-east-1, us-east-2, us-west-2. The catalogue may be out of date; check with: " +
                "aws ec2 describe-instance-type-offerings --region eu-south-1",
            ],
            Fleets.Findings<MachinesSold>(Selling("eu-south-1", "g6e.12xlarge")));

    [Fact]
    public void Warns_where_no_price_list_covers_the_region() =>
        Assert.Equal(
            [
                "CLU015 warning clusters[0].pools[0].machine: \"p4de.24xlarge\" is not listed as offered in eusc-de-east-1. It is listed " +
                "in eu-central-1, us-east-1, us-west-2. The catalogue may be out of date; check with: aws ec2 " +
                "describe-instance-type-offerings --region eusc-de-east-1",
            ],
            Fleets.Findings<MachinesSold>(Selling("eusc-de-east-1", "p4de.24xlarge")));

    private static PlatformSpec Selling(string region, string machine) =>
        Fleets.Of(Fleets.Eks with { Region = region, Pools = [Fleets.EksPool with { Machine = machine }] });
}
