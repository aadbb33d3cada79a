using System.Text.Json.Nodes;
using Infra.Reports.Plans;
using Infra.Reports;
using Infra.Specification.Teams;
using Infra.Stacks;
using Infra.Tests.Stacks;

namespace Infra.Tests.Invariants;

/// <summary>A team that goes changes nothing of what another one has.</summary>
public sealed class TeamTests
{
    private const string Tenancy = "infra:teams:Tenancy";

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Leaves_every_resource_of_the_others_as_it_is(string stack)
    {
        var before = await OwnStacks.PlanAsync(stack);
        var teams = before.Platform!.Teams;
        Assert.InRange(teams.Length, 3, 10);
        foreach (var gone in teams)
        {
            var after = Json(await Preflight.PlanAsync(before.Platform with { Teams = teams.Remove(gone) }));

            Assert.Empty(Of(after, gone));
            Assert.NotEmpty(Of(Json(before), gone));
            foreach (var team in teams.Remove(gone))
            {
                var (was, now) = (Of(Json(before), team), Of(after, team));
                Assert.NotEmpty(now);
                Assert.Equal(was.Select(resource => (string?)resource["urn"]), now.Select(resource => (string?)resource["urn"]));
                Assert.All(was.Zip(now), pair => Assert.Equal(pair.First.ToJsonString(), pair.Second.ToJsonString()));
            }
        }
    }

    private static JsonObject Json(PlatformPlan plan) => JsonNode.Parse(PlanJson.Write(plan))!.AsObject();

    // Everything below its tenancies, and what delivers to it.
    private static JsonObject[] Of(JsonObject plan, TeamSpec team)
    {
        var all = plan["resources"]!.AsArray().Select(resource => resource!.AsObject()).ToList();
        var homes = all
            .Where(each => (string?)each["type"] == Tenancy && Name(each).EndsWith($"-team-{team.Name}", StringComparison.Ordinal))
            .Select(each => (string?)each["urn"]).ToHashSet();
        return
        [
            .. all.Where(each => homes.Contains((string?)each["urn"]) || homes.Contains((string?)each["parent"])
                || Name(each).EndsWith($"-project-{team.Name}", StringComparison.Ordinal)
                || Name(each).EndsWith($"-repository-{team.Name}", StringComparison.Ordinal)
                || (((string)each["type"]!).EndsWith(":ApplicationSet", StringComparison.Ordinal)
                    && Name(each).Contains($"-team-{team.Name}.", StringComparison.Ordinal))),
        ];
    }

    private static string Name(JsonObject resource) => (string)resource["name"]!;
}
