using Infra.Rules.Names;

namespace Infra.Tests.Rules.Names;

public class PoolNamesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PoolNames>(Fleets.Sound));

    [Fact]
    public void Rejects_a_hyphen() =>
        Assert.Equal(
            [
                "CLU004 error clusters[0].pools[0].name: \"gpu-pool\" is not a valid pool name. Allowed: at most 12 lower-case letters " +
                "and digits, starting with a letter.",
            ],
            Fleets.Findings<PoolNames>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Name = "gpu-pool" }] })));

    [Fact]
    public void Rejects_the_name_of_the_system_pool() =>
        Assert.Equal(
            [
                "CLU004 error clusters[0].pools[0].name: \"system\" is already taken. Pool names must be unique in a cluster, and " +
                "\"system\" is reserved for the platform.",
            ],
            Fleets.Findings<PoolNames>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Name = "system" }] })));

    [Fact]
    public void Rejects_a_name_that_is_taken() =>
        Assert.Equal(
            [
                "CLU004 error clusters[0].pools[1].name: \"inference\" is already taken. Pool names must be unique in a cluster, and " +
                "\"system\" is reserved for the platform.",
            ],
            Fleets.Findings<PoolNames>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool, Fleets.EksPool] })));
}
