using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Infra.Specification.Teams;

namespace Infra.AddOns.Queues;

/// <summary>The queues of a team: what is guaranteed to it is the quota of a ClusterQueue of its own, in the cohort of all, from which it
/// borrows as far as the stack allows. Its processors and memory are counted by its ResourceQuota alone.</summary>
public static class TeamQueues
{
    /// <summary>The ClusterQueues of a team, then the LocalQueues of its namespace; nothing where the cluster has no Kueue.</summary>
    public static IEnumerable<JsonObject> Manifests(ClusterContext context, TeamSpec team)
    {
        if (!AddOn.Of(context.Cluster).OfType<Kueue>().Any())
        {
            yield break;
        }

        var shares = TeamPlaces.Shares(team, context.Cluster).ToList();
        var flavors = PoolFlavor.Of(context.Cloud).Where(flavor => shares.Exists(share => share.Pool.Name == flavor.Pool)).ToList();
        ImmutableArray<PoolFlavor> ordinary = [.. flavors.Where(flavor => flavor.Levels.IsEmpty)];
        ImmutableArray<PoolFlavor> placed = [.. flavors.Where(flavor => !flavor.Levels.IsEmpty)];
        var name = $"team-{team.Name}";
        if (!ordinary.IsEmpty)
        {
            yield return Queue(name, team, ordinary, shares);
        }

        if (!placed.IsEmpty)
        {
            yield return Queue($"{name}-placed", team, placed, shares);
        }

        // A team without a share sends its work to the queue of everyone, where its quota keeps it from accelerators.
        if (!ordinary.IsEmpty || shares.Count == 0)
        {
            yield return Local(TeamConventions.Queue, team, ordinary.IsEmpty ? PoolQueues.General : name);
        }

        if (!placed.IsEmpty)
        {
            yield return Local(TeamConventions.PlacedQueue, team, $"{name}-placed");
        }
    }

    private static JsonObject Queue(string name, TeamSpec team, ImmutableArray<PoolFlavor> flavors, List<PoolShare> shares)
    {
        var spec = PoolQueues.Specification(new JsonObject
        {
            ["matchLabels"] = new JsonObject { [Kueue.NamespaceLabel] = team.Name },
        });
        ImmutableArray<string> resources =
        [
            .. shares.Where(share => flavors.Any(flavor => flavor.Pool == share.Pool.Name)).Select(share => share.Resource)
                .Distinct().Order(StringComparer.Ordinal),
        ];
        spec["resourceGroups"] = new JsonArray(new JsonObject
        {
            ["coveredResources"] = KubernetesObject.Texts(resources),
            ["flavors"] = new JsonArray([.. flavors.Select(flavor => new JsonObject
            {
                ["name"] = flavor.Name,
                ["resources"] = new JsonArray([.. resources.Select(resource => Amount(flavor, resource))]),
            })]),
        });
        return KubernetesObject.Of(PoolQueues.ApiVersion, "ClusterQueue", name, spec);

        JsonObject Amount(PoolFlavor flavor, string resource)
        {
            var own = shares.Where(share => share.Pool.Name == flavor.Pool && share.Resource == resource).ToList();
            return new JsonObject
            {
                ["name"] = resource,
                ["nominalQuota"] = Text(own.Sum(share => share.Spec.Guaranteed)),
                ["borrowingLimit"] = Text(own.Sum(share => share.Spec.Borrowable)),
            };
        }
    }

    private static JsonObject Local(string name, TeamSpec team, string queue) =>
        KubernetesObject.Of(
            PoolQueues.ApiVersion, "LocalQueue", name, new JsonObject { ["clusterQueue"] = queue }, team.Name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
