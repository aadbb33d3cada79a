using System.Collections.Immutable;
using Infra.Rules.Networks;

namespace Infra.Tests.Rules.Networks;

public class AccessCidrCountsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AccessCidrCounts>(Fleets.Sound));

    [Fact]
    public void Accepts_as_many_as_the_cloud_takes() => Assert.Empty(Fleets.Findings<AccessCidrCounts>(Fleets.Of(
        Fleets.Eks with { PublicAccessCidrs = Networks(40) }, Fleets.Aks with { PublicAccessCidrs = Networks(200) })));

    [Fact]
    public void Rejects_more() => Assert.Equal(
        [
            "CLU183 error clusters[0].publicAccessCidrs: publicAccessCidrs has 41 networks. Allowed on eks: at most 40; join " +
            "neighbouring ones.",
            "CLU183 error clusters[1].publicAccessCidrs: publicAccessCidrs has 201 networks. Allowed on aks: at most 200; join " +
            "neighbouring ones.",
        ],
        Fleets.Findings<AccessCidrCounts>(Fleets.Of(
            Fleets.Eks with { PublicAccessCidrs = Networks(41) }, Fleets.Aks with { PublicAccessCidrs = Networks(201) })));

    private static ImmutableArray<string> Networks(int count) => [.. Enumerable.Range(0, count).Select(index => $"198.51.{index}.0/24")];
}
