using System.Text.Json.Nodes;
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
                // It no longer lets in the pods of the one that asked for it.
                var door = gone.Egress.Any(egress => egress.Team == team.Name) ? $"-team-{team.Name}-networkpolicy-team" : null;
                var (was, now) = (Of(Json(before), team), Of(after, team));
                Assert.NotEmpty(now);
                Assert.Equal(was.Select(resource => (string?)resource["urn"]), now.Select(resource => (string?)resource["urn"]));
                Assert.All(was.Zip(now), pair => Compare(pair.First, pair.Second, after, door));
            }
        }
    }

    private static void Compare(JsonObject was, JsonObject now, JsonObject after, string? door)
    {
        var left = after["resources"]!.AsArray().Select(resource => (string?)resource!["urn"]).ToHashSet();
        // What went with the other team, such as the login of its owners, is not waited for.
        was["dependsOn"] = new JsonArray(
            [.. was["dependsOn"]!.AsArray().Where(urn => left.Contains((string?)urn)).Select(urn => urn!.DeepClone())]);
        if (door is not null && ((string)was["name"]!).EndsWith(door, StringComparison.Ordinal))
        {
            var (open, closed) = (was["inputs"]!["spec"]!["ingress"]!.AsArray(), now["inputs"]!["spec"]!["ingress"]!.AsArray());
            Assert.Equal(open.Count - 1, closed.Count);
            was["inputs"]!["spec"]!["ingress"] = closed.DeepClone();
        }

        Assert.Equal(was.ToJsonString(), now.ToJsonString());
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
                    && Name(each).Contains($"-team-{team.Name}-", StringComparison.Ordinal))),
        ];
    }

    private static string Name(JsonObject resource) => (string)resource["name"]!;
}
