using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.AddOns.Delivery;

/// <summary>The objects by which Argo CD delivers what is in the repository: a project, an ApplicationSet over its clusters and, on the
/// hub, the root of the company's own Applications. Pure.</summary>
public static class GitOpsObjects
{
    /// <summary>The project of the platform; teams get their own.</summary>
    public const string Project = "platform";

    private const string Api = "argoproj.io/v1alpha1";

    // Deleting an Application deletes what it deployed (docs/user-guide/app_deletion.md).
    internal const string Finalizer = "resources-finalizer.argocd.argoproj.io";

    /// <summary>The project that an Application without one would be in, and that Argo CD creates wide open when its API server starts
    /// (initializeDefaultProject in server/server.go): nobody may deploy anything by it (docs/user-guide/projects.md).</summary>
    public static JsonObject LockedProject() => Object("AppProject", "default", new JsonObject
    {
        ["sourceRepos"] = new JsonArray(),
        ["sourceNamespaces"] = new JsonArray(),
        ["destinations"] = new JsonArray(),
        ["clusterResourceWhitelist"] = new JsonArray(),
        ["namespaceResourceBlacklist"] = new JsonArray(Everything()),
    });

    /// <summary>The project of the platform: this repository alone. What may be deployed where is for each cluster to decide, by the rights
    /// that it gives (<see cref="DeliveryRights"/>): whoever has the hub's credentials is not held back by a project.</summary>
    public static JsonObject PlatformProject(GitOpsSpec gitOps) => Object("AppProject", Project, new JsonObject
    {
        ["description"] = "What ai-platform:gitOps delivers",
        ["sourceRepos"] = new JsonArray(gitOps.Repository),
        ["destinations"] = new JsonArray(new JsonObject { ["server"] = "*", ["namespace"] = "*" }),
        ["clusterResourceWhitelist"] = new JsonArray(Everything()),
    });

    /// <summary>An Application for each folder of the repository that is meant for a cluster:
    /// <c>{path}/{selector}/{application}</c>.</summary>
    /// <param name="context">The cluster that Argo CD runs on.</param>
    /// <param name="gitOps">The repository.</param>
    public static JsonObject Clusters(ClusterContext context, GitOpsSpec gitOps)
    {
        string[] own =
        [
            "all", $"kind-{Value("kind")}", $"region-{Value("region")}", $"role-{Value("role")}", $"profile-{Value("profile")}",
            "cluster-{{.name}}",
        ];
        var isHub = context.Cluster.Role == ClusterRole.Hub;
        var clusters = isHub ? FleetDelivery.Pushed(context.Platform).Prepend(context.Cluster) : [context.Cluster];
        var models = clusters.SelectMany(cluster => FleetDelivery.Models(Clouds.Of(cluster)))
            .Concat(isHub ? FleetDelivery.ModelsElsewhere(context.Platform) : []).Distinct().Order(StringComparer.Ordinal);
        var depth = string.Create(CultureInfo.InvariantCulture, $"{gitOps.Path.Split('/').Length}");
        var set = Object("ApplicationSet", "clusters", new JsonObject
        {
            ["goTemplate"] = true,
            ["goTemplateOptions"] = new JsonArray("missingkey=error"),
            ["generators"] = new JsonArray(
            [
                Generator(gitOps, null, own),
                .. models.Select(model => Generator(gitOps, FleetDelivery.Label($"gpu-{model}"), [$"gpu-{model}"])),
            ]),
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = $"{{{{.name}}}}-{{{{index .path.segments {depth}}}}}-{{{{.path.basenameNormalized}}}}",
                    ["labels"] = new JsonObject { [FleetDelivery.Label("cluster")] = "{{.name}}" },
                    ["finalizers"] = new JsonArray(Finalizer),
                },
                ["spec"] = Application(gitOps, "{{.path.path}}", "{{.name}}", "{{.path.basenameNormalized}}", CreatesNamespace()),
            },
        });
        // On a destroy, Pulumi waits until the Applications are gone, and with them what they deployed: load balancers and volumes are
        // removed while the clusters and Argo CD still work.
        set["metadata"]!["annotations"] = new JsonObject { ["pulumi.com/deletionPropagationPolicy"] = "foreground" };
        return set;
    }

    /// <summary>The root of the company's own projects, Applications and ApplicationSets, on the hub: <c>{path}/root</c>.</summary>
    /// <param name="hub">Name of the hub.</param>
    /// <param name="gitOps">The repository.</param>
    public static JsonObject Root(string hub, GitOpsSpec gitOps)
    {
        var root = Object(
            "Application", "root", Application(gitOps, $"{gitOps.Path}/root", hub, FleetDelivery.Namespace, createsNamespace: null));
        // Without its finalizer, the objects that it made would stay, and their own finalizers with them once Argo CD is gone.
        root["metadata"]!["finalizers"] = new JsonArray(Finalizer);
        root["metadata"]!["annotations"] = new JsonObject { ["pulumi.com/deletionPropagationPolicy"] = "foreground" };
        return root;
    }

    private static JsonObject Application(
        GitOpsSpec gitOps, string path, string cluster, string place, JsonObject? createsNamespace) =>
        Application(
            Project, new JsonObject { ["repoURL"] = gitOps.Repository, ["targetRevision"] = gitOps.Revision, ["path"] = path },
            cluster, place, createsNamespace);

    /// <summary>What an Application delivers, and where to.</summary>
    /// <param name="project">Its project.</param>
    /// <param name="source">Its source.</param>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="place">Its namespace.</param>
    /// <param name="createsNamespace">Metadata of the namespace; absent: it is there.</param>
    internal static JsonObject Application(
        string project, JsonObject source, string cluster, string place, JsonObject? createsNamespace = null)
    {
        var sync = new JsonObject
        {
            ["automated"] = new JsonObject { ["prune"] = true, ["selfHeal"] = true },
            ["syncOptions"] = new JsonArray(
            [
                "ServerSideApply=true",
                // What another manager owns, such as replicas under an autoscaler, is left as it is also when something else changes.
                "RespectIgnoreDifferences=true",
                // Two folders with the same object would take it from each other for ever.
                "FailOnSharedResource=true",
                .. createsNamespace is null ? [] : new JsonNode[] { "CreateNamespace=true" },
            ]),
            ["retry"] = new JsonObject
            {
                ["limit"] = 5,
                ["backoff"] = new JsonObject { ["duration"] = "10s", ["factor"] = 2, ["maxDuration"] = "5m" },
            },
        };
        if (createsNamespace is not null)
        {
            sync["managedNamespaceMetadata"] = createsNamespace;
        }

        return new JsonObject
        {
            ["project"] = project,
            ["source"] = source,
            ["destination"] = new JsonObject { ["name"] = cluster, ["namespace"] = place },
            ["syncPolicy"] = sync,
        };
    }

    // A namespace without a level would admit privileged pods, and with them whoever can write to the repository to the nodes.
    private static JsonObject CreatesNamespace() => new()
    {
        ["labels"] = new JsonObject { ["pod-security.kubernetes.io/enforce"] = "baseline" },
    };

    private static JsonObject Generator(GitOpsSpec gitOps, string? label, IEnumerable<string> folders) => new()
    {
        ["matrix"] = new JsonObject
        {
            ["generators"] = new JsonArray(
                new JsonObject
                {
                    ["clusters"] = label is null ? [] : new JsonObject
                    {
                        ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [label] = "true" } },
                    },
                },
                new JsonObject
                {
                    ["git"] = new JsonObject
                    {
                        ["repoURL"] = gitOps.Repository,
                        ["revision"] = gitOps.Revision,
                        ["directories"] = new JsonArray(
                            [.. folders.Select(folder => new JsonObject { ["path"] = $"{gitOps.Path}/{folder}/*" })]),
                    },
                }),
        },
    };

    private static string Value(string label) => $"{{{{index .metadata.labels \"{FleetDelivery.Label(label)}\"}}}}";

    private static JsonObject Everything() => new() { ["group"] = "*", ["kind"] = "*" };

    /// <summary>An object of Argo CD, in its namespace.</summary>
    internal static JsonObject Object(string kind, string name, JsonObject spec) =>
        KubernetesObject.Of(Api, kind, name, spec, FleetDelivery.Namespace);
}
