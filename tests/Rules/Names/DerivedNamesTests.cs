using Infra.Rules.Names;

namespace Infra.Tests.Rules.Names;

public class DerivedNamesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<DerivedNames>(Fleets.Sound));

    [Fact]
    public void Rejects_names_that_grow_too_long() =>
        Assert.Equal(
            [
                "CLU003 error clusters[0].name: \"acme-aerospace-production-eu-frankfurt-inference\" (organization, stack and cluster " +
                "name) has 48 characters. Allowed: at most 43, because roles and buckets append a suffix.",
            ],
            Fleets.Findings<DerivedNames>(
                Fleets.Of(Fleets.Eks with { Name = "frankfurt-inference" }) with
                {
                    Organization = "acme-aerospace",
                    Environment = "production-eu",
                }));
}
