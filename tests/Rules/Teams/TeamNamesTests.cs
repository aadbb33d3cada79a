using Infra.AddOns.Delivery;
using Infra.AddOns.Security;
using Infra.Rules.Teams;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class TeamNamesTests
{
    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<TeamNames>(Fleets.Sound));

    [Fact]
    public void Accepts_teams_of_any_length_and_label() => Assert.Empty(Of(
        Fleets.Team,
        Fleets.Team with { Name = new string('a', 30), CostCentre = "R_and.D" },
        Fleets.Team with { Name = "kubernetes", DataClass = new string('a', 63) },
        Fleets.Team with { Name = "a-1" }));

    [Theory]
    [InlineData("")]
    [InlineData("Vision")]
    [InlineData("team_vision")]
    [InlineData("7of9")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Rejects_what_is_no_name(string name) => Assert.Equal(
        [
            $"TEAM002 error teams[0].name: \"{name}\" is not the name of a team. Allowed: at most 30 lower-case letters, digits and " +
            "hyphens, starting with a letter and not ending with a hyphen.",
        ],
        Of(Fleets.Team with { Name = name }));

    [Fact]
    public void Rejects_what_a_key_vault_takes_for_the_end_of_a_name() => Assert.Equal(
        [
            "TEAM002 error teams[0].name: \"vision--lab\" has two hyphens in a row, which end the name of a team in those of its " +
            "secrets. Give it another name.",
        ],
        Of(Fleets.Team with { Name = "vision--lab" }));

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-anything")]
    [InlineData("openshift")]
    [InlineData("openshift-monitoring")]
    public void Rejects_a_namespace_of_Kubernetes_or_of_a_distribution(string name) => Assert.Equal(
        [
            $"TEAM002 error teams[0].name: \"{name}\" is a namespace of Kubernetes or of its distribution, and a team has the namespace " +
            "with its name. Give it another name.",
        ],
        Of(Fleets.Team with { Name = name }));

    [Theory]
    [InlineData("gatekeeper-system", "westeurope")]
    [InlineData("argocd", "frankfurt")]
    [InlineData("ai-platform", "frankfurt")]
    [InlineData("restore-drill", "frankfurt")]
    [InlineData("backup-canary", "frankfurt")]
    public void Rejects_a_namespace_of_the_platform(string name, string cluster) => Assert.Equal(
        [
            $"TEAM002 error teams[0].name: \"{name}\" is a namespace of the platform on {cluster}, and a team has the namespace with its " +
            "name. Give it another name.",
        ],
        WithAddOns(Fleets.Team with { Name = name }));

    [Fact]
    public void Accepts_the_namespace_of_an_add_on_that_none_of_its_clusters_has() => Assert.Empty(
        WithAddOns(Fleets.Team with { Name = "argocd", Clusters = new() { Names = ["westeurope", "berlin"] } }));

    [Fact]
    public void Rejects_a_name_that_two_teams_have() => Assert.Equal(
        ["TEAM002 error teams[2].name: \"vision\" is also the name of teams[0]. Give each team its own."],
        Of(Fleets.Team, Fleets.Team with { Name = "language" }, Fleets.Team));

    [Theory]
    [InlineData("")]
    [InlineData("R&D")]
    [InlineData("-4711")]
    [InlineData("4711 ")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Rejects_what_cannot_be_a_label(string text) => Assert.Equal(
        [
            $"TEAM002 error teams[0].costCentre: \"{text}\" cannot be a label of a namespace. Allowed: at most 63 letters, digits, " +
            "hyphens, underscores and dots, beginning and ending with a letter or a digit.",
            $"TEAM002 error teams[0].dataClass: \"{text}\" cannot be a label of a namespace. Allowed: at most 63 letters, digits, " +
            "hyphens, underscores and dots, beginning and ending with a letter or a digit.",
        ],
        Of(Fleets.Team with { CostCentre = text, DataClass = text }));

    private static string[] Of(params TeamSpec[] teams) => Fleets.Findings<TeamNames>(Fleets.Sound.With(teams));

    private static string[] WithAddOns(TeamSpec team) => Fleets.Findings<TeamNames>(Fleets.Of(
        Fleets.Eks with { AddOns = [new ArgoCd()] }, Fleets.Aks with { AddOns = [new Gatekeeper()] }, Fleets.OnPrem).With(team));
}
