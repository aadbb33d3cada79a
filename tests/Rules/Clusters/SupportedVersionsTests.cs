using Infra.Rules.Clusters;

namespace Infra.Tests.Rules.Clusters;

public class SupportedVersionsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SupportedVersions>(Fleets.Sound));

    [Fact]
    public void Rejects_a_version_that_has_ended() =>
        Assert.Equal(
            [
                "CLU007 error clusters[0].version: \"1.29\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36.",
            ],
            Fleets.Findings<SupportedVersions>(Fleets.Of(Fleets.Eks with { Version = "1.29" })));

    [Fact]
    public void Rejects_a_patch_release() =>
        Assert.Equal(
            [
                "CLU007 error clusters[0].version: \"1.35.1\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36.",
            ],
            Fleets.Findings<SupportedVersions>(Fleets.Of(Fleets.OnPrem with { Version = "1.35.1" })));
}
