using Infra.AddOns.Security;
using Infra.Rules.Teams;
using Infra.Specification;

namespace Infra.Tests.Rules.Teams;

public class TeamRegistriesTests
{
    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<TeamRegistries>(Fleets.Sound));

    [Theory]
    [InlineData("registry.acme.example/mirror")]
    [InlineData("registry.acme.example/mirror/vision")]
    public void Accepts_the_mirror_and_its_folders(string registry) => Assert.Empty(Of(Fleets.Sovereignty, registry));

    [Fact]
    public void Accepts_any_registry_where_no_policy_holds() => Assert.Empty(Fleets.Findings<TeamRegistries>(
        Fleets.Sound.With(Fleets.Team with { Registries = ["docker.io/library"] })));

    [Fact]
    public void Accepts_a_registry_that_the_policy_lists_where_there_is_no_mirror() =>
        Assert.Empty(Of(Fleets.Sovereignty with { Registry = null }, "ghcr.io/acme"));

    [Theory]
    [InlineData("https://registry.acme.example/mirror")]
    [InlineData("Registry.acme.example")]
    [InlineData("registry.acme.example/mirror/")]
    [InlineData("registry.acme.example/*")]
    [InlineData("")]
    public void Rejects_what_is_no_registry(string registry) => Assert.Equal(
        [
            $"TEAM010 error teams[0].registries[0]: \"{registry}\" is not a registry. Allowed: a host with an optional port and path, " +
            "in lower case and without a scheme, such as registry.acme.example/vision.",
        ],
        Of(Fleets.Sovereignty, registry));

    [Theory]
    [InlineData("docker.io")]
    [InlineData("registry.acme.example")]
    [InlineData("registry.acme.example/mirrors")]
    public void Rejects_a_registry_outside_the_mirror(string registry) => Assert.Equal(
        [
            $"TEAM010 error teams[0].registries[0]: \"{registry}\" is in no registry that the platform allows on frankfurt. Allowed: " +
            "registry.acme.example/mirror, and folders of them.",
        ],
        Of(Fleets.Sovereignty, registry));

    [Fact]
    public void Rejects_a_registry_that_only_one_of_its_clusters_may_pull_from() => Assert.Equal(
        [
            "TEAM010 error teams[0].registries[0]: \"acmeplatform.azurecr.io\" is in no registry that the platform allows on frankfurt. " +
            "Allowed: registry.acme.example/mirror, and folders of them.",
        ],
        Fleets.Findings<TeamRegistries>(Fleets.Of(
            Fleets.Eks with { AddOns = [new Gatekeeper()] },
            Fleets.Aks with
            {
                AddOns = [new Gatekeeper()],
                ContainerRegistry = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers/" +
                    "Microsoft.ContainerRegistry/registries/acmeplatform",
            }).With(
                Fleets.Team with { Registries = ["acmeplatform.azurecr.io"] },
                Fleets.Team with { Registries = ["acmeplatform.azurecr.io"], Clusters = new() { Kinds = ["aks"] } })));

    private static string[] Of(SovereigntySpec borders, string registry) => Fleets.Findings<TeamRegistries>(
        (Fleets.Of(Fleets.Eks with { AddOns = [new Gatekeeper()] }, Fleets.Aks) with { Sovereignty = borders })
            .With(Fleets.Team with { Registries = [registry] }));
}
