using System.Text.Json.Nodes;
using Infra.AddOns.Delivery;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Facts.Teams;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Teams;

namespace Infra.AddOns.Teams;

/// <summary>The objects by which Argo CD delivers a team's repository to its namespaces: a project that holds the team to them, and
/// ApplicationSets for each cluster. Pure.</summary>
public static class TeamDelivery
{
    // What the platform has set for the team. Its own policies, roles and accounts are what an endpoint picker has; the admission policy
    // team-limits says how far they go.
    private static readonly (string Group, string Kind)[] _kept =
    [
        ("", "LimitRange"), ("", "Namespace"), ("", "ResourceQuota"), ("kueue.x-k8s.io", "LocalQueue"),
    ];

    /// <summary>The teams to which the Argo CD of a cluster delivers, with the clusters on which it does.</summary>
    /// <param name="context">The cluster that Argo CD runs on.</param>
    public static IEnumerable<(TeamSpec Team, IReadOnlyList<ClusterSpec> Clusters)> Served(ClusterContext context)
    {
        var clusters = context.Cluster.Role == ClusterRole.Hub
            ? FleetDelivery.Pushed(context.Platform).Prepend(context.Cluster)
            : [context.Cluster];
        return
            from team in context.Platform.Teams
            where team.Repository is not null
            let its = clusters.Where(cluster => TeamPlaces.IsOn(team, cluster)).ToList()
            where its.Count > 0
            select (team, (IReadOnlyList<ClusterSpec>)its);
    }

    /// <summary>The project of a team: its repository and the paved roads, its namespaces, and nothing of a whole cluster.</summary>
    public static JsonObject Project(GitOpsSpec gitOps, TeamSpec team, IEnumerable<ClusterSpec> clusters) =>
        GitOpsObjects.Object("AppProject", Name(team), new JsonObject
        {
            ["description"] = $"What the team {team.Name} delivers",
            ["sourceRepos"] = new JsonArray(
            [
                team.Repository!.Url,
                .. gitOps.GoldenPaths is { } roads && roads.Repository != team.Repository.Url
                    ? [roads.Repository]
                    : Array.Empty<JsonNode>(),
            ]),
            ["destinations"] = new JsonArray(
                [.. clusters.Select(cluster => new JsonObject { ["name"] = cluster.Name, ["namespace"] = team.Name })]),
            ["clusterResourceWhitelist"] = new JsonArray(),
            ["namespaceResourceBlacklist"] = new JsonArray(
                [.. _kept.Select(kept => new JsonObject { ["group"] = kept.Group, ["kind"] = kept.Kind })]),
        });

    /// <summary>What is delivered to one cluster: each file <c>{path}/*.yaml</c> of the repository is a service of a paved road, each
    /// folder <c>{path}/*/</c> holds objects.</summary>
    /// <param name="context">The cluster to which it is delivered.</param>
    /// <param name="gitOps">The repository of the platform.</param>
    /// <param name="team">The team.</param>
    public static IEnumerable<JsonObject> Sets(ClusterContext context, GitOpsSpec gitOps, TeamSpec team)
    {
        var repository = team.Repository!;
        yield return Set(context, team, "objects",
            new JsonObject { ["directories"] = new JsonArray(new JsonObject { ["path"] = $"{repository.Path}/*" }) },
            "{{.path.basenameNormalized}}",
            new JsonObject
            {
                ["repoURL"] = repository.Url, ["targetRevision"] = repository.Revision, ["path"] = "{{.path.path}}",
            });
        if (gitOps.GoldenPaths is { } roads)
        {
            yield return Set(context, team, "services",
                new JsonObject { ["files"] = new JsonArray(new JsonObject { ["path"] = $"{repository.Path}/*.yaml" }) },
                "{{trimSuffix \".yaml\" .path.filenameNormalized}}",
                new JsonObject
                {
                    ["repoURL"] = roads.Repository,
                    ["targetRevision"] = roads.Revision,
                    ["path"] = $"{roads.Path}/{{{{.road}}}}",
                    ["helm"] = new JsonObject
                    {
                        ["releaseName"] = "{{trimSuffix \".yaml\" .path.filenameNormalized}}",
                        // A file that gives one of the two members itself is refused: no YAML has a member twice.
                        ["values"] = $"{{{{toYaml .values}}}}\n{Members(RoadValues.Of(context, team))}",
                    },
                });
        }
    }

    private static JsonObject Set(ClusterContext context, TeamSpec team, string what, JsonObject files, string name, JsonObject source)
    {
        var repository = team.Repository!;
        files["repoURL"] = repository.Url;
        files["revision"] = repository.Revision;
        var set = GitOpsObjects.Object("ApplicationSet", $"{Name(team)}.{context.Cluster.Name}.{what}", new JsonObject
        {
            ["goTemplate"] = true,
            ["goTemplateOptions"] = new JsonArray("missingkey=error"),
            ["generators"] = new JsonArray(new JsonObject { ["git"] = files }),
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    // Dots, so that no two of team, cluster and service together have one name.
                    ["name"] = $"{Name(team)}.{context.Cluster.Name}.{name}",
                    ["labels"] = new JsonObject
                    {
                        [FleetDelivery.Label("cluster")] = context.Cluster.Name, [FleetDelivery.Label("team")] = team.Name,
                    },
                    // What Kueue and other webhooks write into an object is then no difference from Git.
                    ["annotations"] = new JsonObject { ["argocd.argoproj.io/compare-options"] = "ServerSideDiff=true" },
                    ["finalizers"] = new JsonArray(GitOpsObjects.Finalizer),
                },
                ["spec"] = GitOpsObjects.Application(Name(team), source, context.Cluster.Name, team.Name),
            },
        });
        set["metadata"]!["annotations"] = new JsonObject { ["pulumi.com/deletionPropagationPolicy"] = "foreground" };
        return set;
    }

    private static string Name(TeamSpec team) => $"team-{team.Name}";

    // JSON is YAML. A brace that a template would read does not occur: names and addresses have none.
    private static string Members(JsonObject values) =>
        string.Join('\n', values.Select(member => $"{member.Key}: {member.Value!.ToJsonString()}"));
}
