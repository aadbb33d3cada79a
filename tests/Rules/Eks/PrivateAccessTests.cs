using Infra.Rules.Eks;

namespace Infra.Tests.Rules.Eks;

public class PrivateAccessTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<PrivateAccess>(Fleets.Sound));

    [Fact]
    public void Accepts_a_private_network() => Assert.Empty(Of("10.0.0.0/24"));

    [Theory]
    [InlineData("203.0.113.0/24")]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.0.0.7")]
    public void Rejects_anything_else(string network) => Assert.Equal(
        [
            $"CLU062 error clusters[0].privateAccessCidrs[0]: \"{network}\" is not a private network. Allowed: networks in 10.0.0.0/8, " +
            "172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10 without host bits, such as 10.0.0.0/24.",
        ],
        Of(network));

    private static IEnumerable<string> Of(string network) =>
        Fleets.Findings<PrivateAccess>(Fleets.Of(Fleets.Eks with { PrivateAccessCidrs = [network] }));
}
