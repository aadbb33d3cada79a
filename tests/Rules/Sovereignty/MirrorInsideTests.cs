using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class MirrorInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MirrorInside>(Fleets.Sound));

    [Theory]
    [InlineData("111122223333.dkr.ecr.eu-central-1.amazonaws.com/mirror")]
    [InlineData("acme.azurecr.io")]
    [InlineData("europe-west3-docker.pkg.dev/acme/mirror")]
    [InlineData("europe-docker.pkg.dev/acme/mirror")]
    [InlineData("rg.fr-par.scw.cloud/acme")]
    public void Accepts_a_registry_inside_or_one_that_says_nothing(string registry) => Assert.Empty(Of(registry));

    [Theory]
    [InlineData("111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror", "\"111122223333.dkr.ecr.us-east-1.amazonaws.com\" is in US")]
    [InlineData("1.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "\"1.dkr.ecr-fips.us-gov-west-1.amazonaws.com\" is in US")]
    [InlineData("us-docker.pkg.dev/acme/mirror", "\"us-docker.pkg.dev\" is in US")]
    [InlineData("europe-west2-docker.pkg.dev/acme/mirror", "\"europe-west2-docker.pkg.dev\" is in GB")]
    [InlineData("acme.azurecr.us:443/mirror", "\"acme.azurecr.us\" is in US")]
    public void Rejects_a_registry_abroad(string registry, string expected) =>
        Assert.Equal([$"SOV110 error sovereignty.registry: {expected}; this platform allows eu."], Of(registry));

    [Fact]
    public void Rejects_a_registry_under_the_law_of_another_country() => Assert.Equal(
        ["SOV110 error sovereignty.registry: \"acme.azurecr.cn\" is operated under the law of cn; this platform allows eu, us."],
        Of("acme.azurecr.cn"));

    [Fact]
    public void Rejects_a_region_that_nobody_knows() => Assert.Equal(
        [
            "SOV110 error sovereignty.registry: \"1.dkr.ecr.ap-southeast-1.amazonaws.com\" is in the region ap-southeast-1, which is not " +
            "in the catalogue, so nobody knows its country; this platform allows eu.",
        ],
        Of("1.dkr.ecr.ap-southeast-1.amazonaws.com"));

    private static string[] Of(string registry) =>
        Fleets.Findings<MirrorInside>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = registry } });
}
