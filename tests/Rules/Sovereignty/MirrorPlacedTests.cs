using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Registries;

namespace Infra.Tests.Rules.Sovereignty;

/// <summary>What a stack says of the place of its mirror, and what the mirror's host says.</summary>
public sealed class MirrorPlacedTests
{
    [Fact]
    public void Accepts_a_place_of_which_the_host_says_nothing() =>
        Assert.Empty(Fleets.Findings<MirrorPlaced>(Fleets.Sound with { Sovereignty = With("registry.acme.example/mirror", "DE", "eu") }));

    [Theory]
    [InlineData("111122223333.dkr.ecr.eu-central-1.amazonaws.com/mirror")]
    [InlineData("rg.fr-par.scw.cloud/acme")]
    public void Accepts_a_mirror_whose_host_says_where_it_is(string registry) =>
        Assert.Empty(Fleets.Findings<MirrorPlaced>(Fleets.Sound with { Sovereignty = With(registry) }));

    [Fact]
    public void Rejects_a_place_that_the_host_denies() => Assert.Equal(
        [
            "SOV101 error sovereignty.registryPlace.country: \"DE\" is given, but \"rg.fr-par.scw.cloud\" is in FR. Leave " +
            "registryPlace out.",
        ],
        Fleets.Findings<MirrorPlaced>(Fleets.Sound with { Sovereignty = With("rg.fr-par.scw.cloud/acme", "DE", "eu") }));

    private static SovereigntySpec With(string registry, string? country = null, string? law = null) => Fleets.Sovereignty with
    {
        Registry = registry, RegistryPlace = country is null ? null : new RegistryPlaceSpec { Country = country, Operator = law! },
    };
}
