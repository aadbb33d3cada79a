using System.Text.Json.Nodes;
using Infra.Facts.Teams;
using Infra.Reports.Costs;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Reports.Plans;

/// <summary>Teams in <c>plan.json</c>: where they are, what they may use, and their shares of pools.</summary>
internal static class TeamJson
{
    internal static JsonArray All(PlatformSpec platform)
    {
        var shares = TeamCost.Of(platform).ToLookup(cost => cost.Share.Team);
        return new([.. platform.Teams.Select(team => Of(platform, team, shares[team]))]);
    }

    private static JsonObject Of(PlatformSpec platform, TeamSpec team, IEnumerable<TeamCost> shares) => new()
    {
        ["name"] = team.Name,
        ["owners"] = JsonText.Texts(team.Owners),
        ["costCentre"] = team.CostCentre,
        ["dataClass"] = team.DataClass,
        ["clusters"] = JsonText.Texts(TeamPlaces.Of(platform, team).Select(cluster => cluster.Name)),
        ["cpu"] = team.Cpu,
        ["memoryGiB"] = team.MemoryGiB,
        ["storageGiB"] = team.StorageGiB,
        ["budget"] = team.Budget,
        ["shares"] = new JsonArray([.. shares.Select(Of)]),
    };

    private static JsonObject Of(TeamCost cost) => new()
    {
        ["cluster"] = cost.Cluster.Name,
        ["pool"] = cost.Share.Pool.Name,
        ["resource"] = cost.Share.Resource,
        ["guaranteed"] = cost.Share.Spec.Guaranteed,
        ["borrowable"] = cost.Share.Spec.Borrowable,
        ["listPrice"] = cost.Guaranteed is { } price ? decimal.Round(price, 2, MidpointRounding.AwayFromZero) : null,
    };
}
