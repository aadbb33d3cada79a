using Infra.Rules.Names;

namespace Infra.Tests.Rules.Names;

public class OwnerNamesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OwnerNames>(Fleets.Sound));

    [Fact]
    public void Rejects_an_organization_with_capitals() =>
        Assert.Equal(
            [
                "CLU001 error organization: \"Acme\" is not a valid name. Allowed: at most 16 lower-case letters, digits and hyphens, " +
                "starting with a letter and not ending with a hyphen.",
            ],
            Fleets.Findings<OwnerNames>(Fleets.Sound with { Organization = "Acme" }));

    [Theory]
    [InlineData("xn--acme", "begins with xn--")]
    [InlineData("sthree-acme", "begins with sthree-")]
    public void Rejects_an_organization_that_no_bucket_may_begin_with(string organization, string reason) =>
        Assert.Equal(
            [$"CLU001 error organization: \"{organization}\" {reason}, which no bucket of S3 may."],
            Fleets.Findings<OwnerNames>(Fleets.Sound with { Organization = organization }));

    [Fact]
    public void Rejects_a_stack_with_an_underscore() =>
        Assert.Equal(
            [
                "CLU001 error stack: the stack name \"prod_eu\" is not valid; it becomes part of names in the clouds. Allowed: at most " +
                "16 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen.",
            ],
            Fleets.Findings<OwnerNames>(Fleets.Sound with { Environment = "prod_eu" }));
}
