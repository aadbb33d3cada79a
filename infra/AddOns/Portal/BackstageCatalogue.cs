using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Facts.Documents;
using Infra.Facts.Teams;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;

namespace Infra.AddOns.Portal;

/// <summary>What Backstage shows, as files of its own form: the platform with its clusters, teams and queues, and a form for each paved
/// road. Pure.</summary>
/// <remarks>https://backstage.io/docs/features/software-catalog/descriptor-format,
/// https://backstage.io/docs/features/software-templates/writing-templates</remarks>
public static class BackstageCatalogue
{
    /// <summary>The file with all entities.</summary>
    public const string EntitiesFile = "entities.yaml";

    /// <summary>The file from which each form makes that of a service: it lies beside the entities, so that a form asks no host for
    /// it.</summary>
    public const string SkeletonFile = "service.yaml";

    // The values as JSON, which is YAML whatever a user types.
    private const string Skeleton =
        """
        road: ${{ values.road }}
        values:
        {%- for name, value in values.values %}
          ${{ name }}: ${{ value | dump }}
        {%- endfor %}

        """;

    private static readonly string _repository = FleetDelivery.Label("repository");

    private static readonly string _path = FleetDelivery.Label("path");

    private static readonly string _revision = FleetDelivery.Label("revision");

    /// <summary>The kinds of its entities.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["Group", "Resource", "System", "Template"];

    /// <summary>The paved roads, with what a team must say: for each value its path in the chart's values, and its schema in the
    /// form.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<RoadQuestion>> Roads { get; } =
        new Dictionary<string, ImmutableArray<RoadQuestion>>
        {
            ["inference"] =
            [
                new("model.name", "string", "Name of the model", "By which clients ask for it."),
                new("model.image", "string", "Image of the model", "OCI image whose root is the model's folder, by digest.")
                {
                    Pattern = Digest,
                },
                new("model.sizeGB", "number", "Size of the model in GB", "Weights on disk."),
                new("gpu.memoryGiB", "number", "GPU memory in GiB", "The smallest GPU with so much memory is taken."),
                new("replicas.max", "integer", "Most replicas", "Never more than these.") { Minimum = 1 },
            ],
            ["notebook"] =
            [
                new("tokenSecret", "string", "Secret with the token", "Secret of the namespace with the key token, by which users get in."),
                new("gpu.memoryGiB", "number", "GPU memory in GiB", "The smallest GPU, or part of one, with so much memory is taken."),
                new("hours", "integer", "Hours", "After which it ends in any case.") { Minimum = 1 },
            ],
            ["sandbox"] =
            [
                new("image", "string", "Image", "What runs in the sandbox, by digest.") { Pattern = Digest },
                new("warm", "integer", "Sandboxes that wait", "Started and ready.") { Minimum = 0 },
                new("hours", "number", "Hours", "After which a sandbox ends.") { Minimum = 1 },
            ],
            ["training"] =
            [
                new("image", "string", "Image", "What each node runs, by digest.") { Pattern = Digest },
                new("command", "array", "Command", "What each node runs: the program, then its arguments."),
                new("gpu.memoryGiB", "number", "GPU memory in GiB", "The smallest GPU with so much memory is taken."),
                new("gpu.count", "integer", "GPUs of each node", "Whole ones.") { Minimum = 1 },
                new("nodes", "integer", "Nodes", "All start, or none.") { Minimum = 1 },
            ],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private const string Digest = "@sha256:[0-9a-f]{64}$";

    private static string Owner => $"group:default/{ResourceNames.PlatformNamespace}";

    private static string System => $"system:default/{ResourceNames.PlatformNamespace}";

    /// <summary>The files, by name.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="git">What keeps the repositories of teams.</param>
    /// <param name="host">Its host.</param>
    public static ImmutableSortedDictionary<string, string> Files(PlatformSpec platform, GitKind git, string host) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(EntitiesFile, Yaml.Write(Entities(platform, git, host)))
            .Add(SkeletonFile, Skeleton);

    /// <summary>The entities. Forms are left out where no team has a repository.</summary>
    public static IEnumerable<JsonObject> Entities(PlatformSpec platform, GitKind git, string host)
    {
        var repositories = GitRepository.Of(platform, git, host).ToList();
        return
        [
            // No team can have the name: it is that of a namespace of the platform.
            Entity("Group", ResourceNames.PlatformNamespace, "Who runs the platform", [], new JsonObject
            {
                ["type"] = "platform", ["children"] = new JsonArray(),
            }),
            Entity("System", ResourceNames.PlatformNamespace, $"The AI platform of {platform.Organization}", [], new JsonObject
            {
                ["owner"] = Owner,
            }),
            .. platform.Teams.Select(team => Group(team, repositories.Find(repository => repository.Team == team))),
            .. platform.Clusters.Select(Cluster),
            .. from cluster in platform.Clusters
               from team in TeamPlaces.On(platform, cluster)
               from queue in TeamQueues.Manifests(Clouds.Context(platform, cluster), team)
               where queue["kind"]!.GetValue<string>() == "ClusterQueue"
               select Queue(cluster, team, queue),
            .. repositories.Count == 0 ? [] : Roads.Select(road => Template(road.Key, road.Value, repositories, git)),
        ];
    }

    private static JsonObject Group(TeamSpec team, GitRepository? repository)
    {
        var annotations = new JsonObject
        {
            [FleetDelivery.Label("cost-centre")] = team.CostCentre,
            [FleetDelivery.Label("data-class")] = team.DataClass,
            [FleetDelivery.Label("owners")] = string.Join(", ", team.Owners),
        };
        if (repository is not null)
        {
            annotations[_repository] = repository.Address;
            annotations[_path] = team.Repository!.Path;
            annotations[_revision] = team.Repository.Revision;
        }

        return Entity("Group", team.Name, $"The team {team.Name}", annotations, new JsonObject
        {
            ["type"] = "team", ["children"] = new JsonArray(),
        });
    }

    private static JsonObject Cluster(ClusterSpec cluster)
    {
        var cloud = Clouds.Of(cluster);
        var pools = cluster.NodePools.Where(pool => cloud.Accelerators(pool) is not null).ToList();
        var entity = Entity(
            "Resource",
            cluster.Name,
            $"{cluster.KindTitle} in {cluster.Region}, Kubernetes {cluster.Version}",
            new JsonObject
            {
                [FleetDelivery.Label("kind")] = cluster.KindTitle,
                [FleetDelivery.Label("region")] = cluster.Region,
                [FleetDelivery.Label("version")] = cluster.Version,
            },
            new JsonObject { ["type"] = "kubernetes-cluster", ["owner"] = Owner, ["system"] = System });
        foreach (var pool in pools)
        {
            var offered = cloud.Accelerators(pool)!.Value;
            var model = cloud.Gpu(pool)?.Model.Id;
            entity["metadata"]!["annotations"]![FleetDelivery.Label($"pool-{pool.Name}")] =
                $"at most {pool.MostNodes} nodes, each with {offered.PerNode} {offered.Resource}{(model is null ? "" : $" of {model}")}";
        }

        entity["metadata"]!["tags"] = KubernetesObject.Texts(
            pools.Select(pool => cloud.Gpu(pool)?.Model.Id).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        return entity;
    }

    private static JsonObject Queue(ClusterSpec cluster, TeamSpec team, JsonObject queue)
    {
        var annotations = new JsonObject();
        foreach (var flavor in queue["spec"]!["resourceGroups"]![0]!["flavors"]!.AsArray())
        {
            annotations[FleetDelivery.Label($"quota-{flavor!["name"]}")] = string.Join(", ", flavor["resources"]!.AsArray().Select(
                resource => $"{resource!["nominalQuota"]} {resource["name"]} guaranteed, {resource["borrowingLimit"]} more to borrow"));
        }

        var name = queue["metadata"]!["name"]!.GetValue<string>();
        return Entity(
            "Resource",
            $"{cluster.Name}-{name}",
            $"What the team {team.Name} has of {cluster.Name}: the ClusterQueue {name}",
            annotations,
            new JsonObject
            {
                ["type"] = "queue",
                ["owner"] = $"group:default/{team.Name}",
                ["system"] = System,
                ["dependsOn"] = new JsonArray($"resource:default/{cluster.Name}"),
            });
    }

    private static JsonObject Template(
        string road, ImmutableArray<RoadQuestion> questions, IEnumerable<GitRepository> repositories, GitKind git)
    {
        var values = new JsonObject();
        foreach (var question in questions)
        {
            question.Put(values);
        }

        var properties = new JsonObject
        {
            ["team"] = new JsonObject
            {
                ["title"] = "Team",
                ["type"] = "string",
                ["enum"] = KubernetesObject.Texts(repositories.Select(repository => repository.Team.Name)),
            },
            ["name"] = new JsonObject
            {
                ["title"] = "Name",
                ["type"] = "string",
                ["description"] = "Of the service, and of its file.",
                ["pattern"] = "^[a-z]([-a-z0-9]*[a-z0-9])?$",
                ["maxLength"] = 40,
            },
        };
        foreach (var question in questions)
        {
            properties[question.Parameter] = question.Schema();
        }

        var template = Entity("Template", road, $"Opens a pull request with a service of the paved road {road}", [], new JsonObject
        {
            ["owner"] = Owner,
            ["system"] = System,
            ["type"] = "service",
            ["parameters"] = new JsonArray(new JsonObject
            {
                ["title"] = $"A service of the road {road}",
                ["required"] = KubernetesObject.Texts(properties.Select(property => property.Key)),
                ["properties"] = properties,
            }),
            ["steps"] = new JsonArray(
                Step("team", "Look up the team's repository", "catalog:fetch", new JsonObject
                {
                    ["entityRef"] = "group:default/${{ parameters.team }}",
                }),
                Step("file", "Write the file of the service", "fetch:template:file", new JsonObject
                {
                    ["url"] = $"./{SkeletonFile}",
                    ["targetPath"] = $"{OfTeam(_path)}/${{{{ parameters.name }}}}.yaml",
                    ["values"] = new JsonObject { ["road"] = road, ["values"] = values },
                }),
                Step("publish", "Open the pull request", Action(git), new JsonObject
                {
                    ["repoUrl"] = OfTeam(_repository),
                    ["targetBranchName"] = OfTeam(_revision),
                    ["branchName"] = "add-${{ parameters.name }}",
                    ["title"] = "Add ${{ parameters.name }}",
                    ["description"] = $"A service of the paved road {road}, asked for by a form of Backstage.",
                })),
            ["output"] = new JsonObject
            {
                ["links"] = new JsonArray(new JsonObject
                {
                    ["title"] = "Pull request",
                    ["url"] = $"${{{{ steps.publish.output.{(git == GitKind.GitHub ? "remoteUrl" : "mergeRequestUrl")} }}}}",
                }),
            },
        });
        template["apiVersion"] = "scaffolder.backstage.io/v1beta3";
        template["metadata"]!["title"] = $"New service: {road}";
        return template;
    }

    // plugins/scaffolder-backend-module-github and -gitlab of backstage/backstage, which take the same inputs.
    private static string Action(GitKind git) =>
        git == GitKind.GitHub ? "publish:github:pull-request" : "publish:gitlab:merge-request";

    private static string OfTeam(string annotation) => $"${{{{ steps.team.output.entity.metadata.annotations['{annotation}'] }}}}";

    private static JsonObject Step(string id, string name, string action, JsonObject input) =>
        new() { ["id"] = id, ["name"] = name, ["action"] = action, ["input"] = input };

    private static JsonObject Entity(string kind, string name, string description, JsonObject annotations, JsonObject spec)
    {
        var entity = KubernetesObject.Of("backstage.io/v1alpha1", kind, name, spec);
        entity["metadata"]!["description"] = description;
        entity["metadata"]!["annotations"] = annotations;
        return entity;
    }
}
