using Infra.Rules.Eks;

namespace Infra.Tests.Rules.Eks;

public class PodRangesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<PodRanges>(Fleets.Sound));

    [Theory]
    [InlineData("100.64.0.0/16")]
    [InlineData("100.127.255.0/24")]
    public void Accepts_a_shared_range(string pods) => Assert.Empty(Found("10.10.0.0/16", pods));

    [Theory]
    [InlineData("10.64.0.0/16")]
    [InlineData("100.64.0.0/15")]
    [InlineData("100.64.0.0/25")]
    [InlineData("100.64.0.1/16")]
    [InlineData("pods")]
    public void Rejects_a_range_that_not_every_VPC_can_add(string pods) => Assert.Equal(
        [
            $"CLU122 error clusters[0].network.podCidr: \"{pods}\" is not a range for pods. Allowed: a network in 100.64.0.0/10 without " +
            "host bits, from /24 to /16, such as 100.64.0.0/16.",
        ],
        Found("10.10.0.0/16", pods));

    [Fact]
    public void Rejects_the_range_of_the_nodes() => Assert.Equal(
        ["CLU122 error clusters[0].network.podCidr: \"100.64.0.0/16\" overlaps the VPC's first range, 100.64.128.0/17."],
        Found("100.64.128.0/17", "100.64.0.0/16"));

    private static string[] Found(string nodes, string pods) => Fleets.Findings<PodRanges>(
        Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Cidr = nodes, PodCidr = pods } }));
}
