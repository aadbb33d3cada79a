using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Portal;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.AddOns.Portal;

/// <summary>Backstage, which a stack has to ask for and to give an image.</summary>
public class BackstageTests
{
    private const string Digest = "sha256:3b9f21c07d5e48a6f1027c3d9be84f5560e7a1c2d83f4b9610ce52a7f8d93b14";

    internal static Backstage Sample { get; } =
        new() { Image = $"registry.acme.example/mirror/acme/backstage@{Digest}", GitSecret = "backstage-git" };

    private static TeamSpec Team { get; } = new()
    {
        Name = "chat", Owners = ["chat"], CostCentre = "4711", DataClass = "internal", Cpu = 8, MemoryGiB = 32,
        Repository = new() { Url = "https://github.com/acme/chat.git" },
    };

    [Fact]
    public void Comes_only_to_a_hub_that_asks_for_it() => Assert.All(Fleet.Contexts, variant =>
    {
        Assert.False(Sample.OnByDefault(variant.Context));
        Assert.Equal(variant.Context.Cluster.Role == ClusterRole.Hub, Sample.Obstacle(variant.Context.Cloud) is null);
        Assert.Empty(Sample.Mistakes(variant.Context));
    });

    [Fact]
    public void Has_only_values_that_its_chart_has() => Assert.All(
        Fleet.Contexts,
        variant => Assert.Empty(ChartPaths.Of(Sample.Chart).Unknown(ChartValues.Of(Sample, variant.Context))));

    [Fact]
    public void Says_what_it_lacks_and_what_it_cannot_take() => Assert.Equal(
        [
            "image: is missing: Backstage is an application that each company builds. Give the reference of its image.",
            "gitSecret: is missing: without a token, no pull request can be opened. Name a secret configuration key.",
            "image: \"registry.acme.example/mirror/acme/backstage:1.0\" is not an image by digest. Allowed: registry/repository@sha256: " +
            "and 64 hexadecimal digits, without a tag.",
            "domain: \"Portal\" is not a host name. Allowed: a name such as backstage.acme.example, in lower case.",
            "gitHost: \"https://git\" is not a host name. Allowed: a name such as git.acme.example, in lower case.",
            "git: \"https://github.com/acme/chat.git\" is not a group's repository on gitlab.com: the team chat is in no form.",
        ],
        new[]
        {
            new Backstage(),
            Sample with { Image = "registry.acme.example/mirror/acme/backstage:1.0", Domain = "Portal", GitHost = "https://git" },
            Sample with { Git = GitKind.GitLab },
        }.SelectMany((addOn, i) => addOn.Mistakes(i < 2 ? Fleet.Context("eks") : Hub(Fleet.Eks)))
            .Select(mistake => $"{mistake.Member}: {mistake.Text}"));

    [Theory]
    [InlineData("https://github.com/acme/chat.git", "github.com?owner=acme&repo=chat")]
    [InlineData("git@github.com:acme/chat.git", "github.com?owner=acme&repo=chat")]
    [InlineData("ssh://git@github.com:22/acme/chat", "github.com?owner=acme&repo=chat")]
    [InlineData("https://github.com/acme/ml/chat", null)]
    [InlineData("https://github.com/chat", null)]
    [InlineData("https://gitlab.com/acme/chat", null)]
    public void Addresses_a_repository_as_actions_do(string url, string? address) => Assert.Equal(
        address, GitRepository.Of(Team with { Repository = new() { Url = url } }, GitKind.GitHub, "github.com")?.Address);

    [Fact]
    public void Runs_once_as_a_user_without_rights_who_is_the_namespaces_own_on_OpenShift()
    {
        var openShift = Hub(Fleet.OpenShift with { Role = ClusterRole.Hub });
        foreach (var (context, user) in new[] { (Hub(Fleet.Eks), 1000), (openShift, (int?)null) })
        {
            var values = ChartValues.Of(Sample, context);
            var pod = values["backstage"]!["podSecurityContext"]!;
            Assert.Equal(user, (int?)pod["runAsUser"]);
            Assert.True((bool)pod["runAsNonRoot"]!);
            Assert.True((bool)values["backstage"]!["containerSecurityContext"]!["readOnlyRootFilesystem"]!);
            Assert.Equal(1, (int)values["backstage"]!["replicas"]!);
            Assert.False((bool)values["serviceAccount"]!["automountServiceAccountToken"]!);
            Assert.Equal(Digest, (string?)values["backstage"]!["image"]!["digest"]);
        }
    }

    [Fact]
    public void Logs_in_to_the_mirror() => Assert.Equal(
        """["platform-registry"]""",
        ChartValues.Of(Sample, Fleet.In(Fleet.Mirrored, Fleet.Eks))["backstage"]!["image"]!["pullSecrets"]!.ToJsonString());

    [Fact]
    public void Knows_the_token_by_its_variable_alone()
    {
        var secret = Assert.Single((Sample with { LoginSecret = "login" }).Secrets(Hub(Fleet.Eks)));
        Assert.Equal(["GIT_TOKEN=backstage-git", "LOGIN_SECRET=login"], secret.Secrets.Select(each => $"{each.Key}={each.Value}"));
        Assert.Equal(
            """{"github":[{"host":"git.acme.example","token":"${GIT_TOKEN}","apiBaseUrl":"https://git.acme.example/api/v3"}]}""",
            ChartValues.Of(Sample with { GitHost = "git.acme.example" }, Hub(Fleet.Eks))["backstage"]!["appConfig"]!["integrations"]!
                .ToJsonString());
    }

    [Fact]
    public void Mounts_each_file_by_itself_because_a_link_would_be_taken_for_a_way_out()
    {
        var mounts = ChartValues.Of(Sample, Hub(Fleet.Eks))["backstage"]!["extraVolumeMounts"]!.AsArray();
        Assert.Equal(
            ["/catalogue/entities.yaml entities.yaml", "/catalogue/service.yaml service.yaml", "/tmp "],
            mounts.Select(mount => $"{mount!["mountPath"]} {mount["subPath"]}"));
    }

    [Fact]
    public async Task Shows_every_cluster_team_and_queue_of_a_stack()
    {
        var platform = (await OwnStacks.PlanAsync("prod")).Platform!;
        var entities = BackstageCatalogue.Entities(platform, GitKind.GitHub, "git.acme.example").ToList();

        Assert.All(entities, entity => Assert.Contains((string?)entity["kind"], BackstageCatalogue.Kinds));
        // https://backstage.io/docs/features/software-catalog/descriptor-format
        Assert.All(entities, entity => Assert.Matches("^[a-z0-9]+([-._a-z0-9]*[a-z0-9])?$", (string)entity["metadata"]!["name"]!));
        Assert.All(entities, entity => Assert.InRange(((string)entity["metadata"]!["name"]!).Length, 1, 63));
        Assert.All(
            entities.SelectMany(entity => entity["metadata"]!["tags"]?.AsArray() ?? []),
            tag => Assert.Matches("^[a-z0-9+#]+(-[a-z0-9+#]+)*$", (string)tag!));
        Assert.Equal(entities.Count, entities.Select(entity => $"{entity["kind"]} {entity["metadata"]!["name"]}").Distinct().Count());
        Assert.Equal(platform.Clusters.Select(cluster => cluster.Name), Names(entities, "Resource", "kubernetes-cluster"));
        Assert.Equal(platform.Teams.Select(team => team.Name), Names(entities, "Group", "team"));
        Assert.NotEmpty(Names(entities, "Resource", "queue"));
        // What an entity refers to is there.
        var known = entities.Select(entity => $"{entity["kind"]}:default/{entity["metadata"]!["name"]}".ToLowerInvariant()).ToHashSet();
        Assert.All(
            entities.SelectMany(entity => new[] { entity["spec"]!["owner"], entity["spec"]!["system"], entity["spec"]!["dependsOn"]?[0] })
                .OfType<JsonNode>(),
            reference => Assert.Contains((string)reference!, known));
    }

    [Theory]
    [InlineData("github", "publish:github:pull-request")]
    [InlineData("gitlab", "publish:gitlab:merge-request")]
    public void Has_forms_that_write_a_file_and_open_a_pull_request_and_do_nothing_else(string git, string action)
    {
        var kind = git == "github" ? GitKind.GitHub : GitKind.GitLab;
        var templates = BackstageCatalogue.Entities(Hub(Fleet.Eks).Platform, kind, "github.com")
            .Where(entity => (string?)entity["kind"] == "Template").ToList();

        Assert.Equal(
            ["inference", "notebook", "sandbox", "training"], templates.Select(template => (string)template["metadata"]!["name"]!));
        Assert.All(templates, template =>
        {
            Assert.Equal(
                ["catalog:fetch", "fetch:template:file", action],
                template["spec"]!["steps"]!.AsArray().Select(step => (string)step!["action"]!));
            Assert.Equal("""["chat"]""", template["spec"]!["parameters"]![0]!["properties"]!["team"]!["enum"]!.ToJsonString());
        });
    }

    [Fact]
    public void Has_no_form_where_no_team_has_a_repository_there() => Assert.DoesNotContain(
        BackstageCatalogue.Entities(Hub(Fleet.Eks).Platform, GitKind.GitHub, "git.acme.example"),
        entity => (string?)entity["kind"] == "Template");

    [Fact]
    public void Asks_only_for_what_the_charts_of_the_roads_take_and_for_all_that_they_require() => Assert.All(
        BackstageCatalogue.Roads,
        road =>
        {
            var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "golden-paths", road.Key, "values.schema.json")))!;
            Assert.All(road.Value, question =>
            {
                var member = question.Path.Split('.')
                    .Aggregate(schema, (node, part) => Assert.IsType<JsonObject>(node["properties"]![part]));
                Assert.Equal((string?)member["type"] == "integer" ? "integer" : question.Type, question.Type);
                Assert.Equal((string?)member["type"] ?? question.Type, question.Type);
            });
            Assert.Empty(schema["required"]!.AsArray().Select(name => (string)name!).Except(["platform", "team"])
                .Except(road.Value.Select(question => question.Path.Split('.')[0])));
        });

    private static IEnumerable<string> Names(IEnumerable<JsonObject> entities, string kind, string type) => entities
        .Where(entity => (string?)entity["kind"] == kind && (string?)entity["spec"]!["type"] == type)
        .Select(entity => (string)entity["metadata"]!["name"]!);

    private static ClusterContext Hub(ClusterSpec cluster) =>
        Clouds.Context(Fleet.Platform with { Teams = [Team], Clusters = [cluster] }, cluster);
}
