using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Observability;
using Infra.Specification.Registries;

namespace Infra.Tests.Rules.Sovereignty;

/// <summary>Whether what a stack says of the places of services that it names and does not create is inside its borders.</summary>
public sealed class DeclaredInsideTests
{
    private const string Own = "registry.acme.example/mirror";

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<DeclaredInside>(Fleets.Sound));

    [Theory]
    [InlineData("US", "eu", "SOV103 error sovereignty.registryPlace.country: \"US\" is outside; this platform allows eu.")]
    [InlineData(
        "DE", "cn",
        "SOV103 error sovereignty.registryPlace.operator: the operator is subject to the law of cn; this platform allows eu, us.")]
    public void Rejects_a_mirror_outside(string country, string law, string finding) =>
        Assert.Equal([finding], Fleets.Findings<DeclaredInside>(Fleets.Sound with { Sovereignty = With(Own, country, law) }));

    [Fact]
    public void Rejects_a_destination_under_the_law_of_another_country() => Assert.Equal(
        [
            "SOV103 error observability.metrics.operator: the operator is subject to the law of cn; this platform allows eu, us.",
        ],
        Fleets.Findings<DeclaredInside>(Fleets.Sound with
        {
            Observability = new() { Metrics = To("https://metrics.acme.example") with { Operator = "cn" } },
        }));

    private static DestinationSpec To(string endpoint) => new() { Endpoint = endpoint, Country = "DE" };

    private static SovereigntySpec With(string registry, string? country = null, string? law = null) => Fleets.Sovereignty with
    {
        Registry = registry, RegistryPlace = country is null ? null : new RegistryPlaceSpec { Country = country, Operator = law! },
    };
}
