using System.Text.Json.Nodes;
using Infra.AddOns.Teams;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Teams;
using Infra.Tests.Facts.Documents;

namespace Infra.Tests.AddOns.Teams;

public sealed class TeamDeliveryTests
{
    private static readonly GitOpsSpec _gitOps = new()
    {
        Repository = "https://git.acme.example/fleet",
        GoldenPaths = new() { Repository = "https://git.acme.example/ai-platform", Revision = "v1.0.0" },
    };

    private static readonly TeamSpec _team = new()
    {
        Name = "vision",
        Owners = ["vision"],
        CostCentre = "4711",
        DataClass = "internal",
        Cpu = 8,
        MemoryGiB = 32,
        Repository = new() { Url = "https://git.acme.example/vision", Revision = "live", Path = "deploy" },
    };

    [Fact]
    public void Holds_a_team_to_its_repository_the_roads_and_its_namespaces()
    {
        var spec = TeamDelivery.Project(_gitOps, _team, [Fleet.Eks])["spec"]!;

        Assert.Equal("""["https://git.acme.example/vision","https://git.acme.example/ai-platform"]""", spec["sourceRepos"]!.ToJsonString());
        Assert.Equal("""[{"name":"frankfurt","namespace":"vision"}]""", spec["destinations"]!.ToJsonString());
        Assert.Equal("[]", spec["clusterResourceWhitelist"]!.ToJsonString());
        Assert.Equal(
            ["LimitRange", "Namespace", "ResourceQuota", "LocalQueue"],
            spec["namespaceResourceBlacklist"]!.AsArray().Select(kind => (string?)kind!["kind"]));
    }

    [Fact]
    public void Delivers_folders_as_objects_and_files_as_services_of_a_road()
    {
        var sets = Sets(_team);

        Assert.Equal(
            ["team-vision.frankfurt.objects", "team-vision.frankfurt.services"], sets.Select(set => (string?)set["metadata"]!["name"]));
        Assert.Equal(
            """{"directories":[{"path":"deploy/*"}],"repoURL":"https://git.acme.example/vision","revision":"live"}""",
            sets[0]["spec"]!["generators"]![0]!["git"]!.ToJsonString());
        var source = sets[1]["spec"]!["template"]!["spec"]!["source"]!;
        Assert.Equal("golden-paths/{{.road}}", (string?)source["path"]);
        Assert.Equal("""{{trimSuffix ".yaml" .path.filenameNormalized}}""", (string?)source["helm"]!["releaseName"]);
        Assert.All(sets, set =>
        {
            Assert.Equal("team-vision", (string?)set["spec"]!["template"]!["spec"]!["project"]);
            Assert.Equal(
                """{"name":"frankfurt","namespace":"vision"}""", set["spec"]!["template"]!["spec"]!["destination"]!.ToJsonString());
        });
    }

    [Fact]
    public void Tells_a_road_of_cluster_and_team_after_the_values_of_the_team()
    {
        var text = (string)Sets(_team)[1]["spec"]!["template"]!["spec"]!["source"]!["helm"]!["values"]!;

        var values = ReadYaml.Of(text.Replace("{{toYaml .values}}", "model: { name: m }", StringComparison.Ordinal))!;
        Assert.Equal(["model", "platform", "team"], values.AsObject().Select(member => member.Key));
        Assert.Equal("frankfurt", (string?)values["platform"]!["cluster"]);
        Assert.Equal("vision", (string?)values["team"]!["name"]);
        // Nothing of it is read as a template.
        Assert.Single(text.Split("{{").Skip(1));
    }

    [Fact]
    public void Delivers_no_services_where_the_stack_names_no_roads() => Assert.Equal(
        ["team-vision.frankfurt.objects"],
        TeamDelivery.Sets(Context(_team), _gitOps with { GoldenPaths = null }, _team).Select(set => (string?)set["metadata"]!["name"]));

    [Fact]
    public void Serves_from_the_hub_what_it_pushes_to_and_from_a_member_that_pulls_itself()
    {
        var hub = Context(_team);

        Assert.Equal(["frankfurt"], Assert.Single(TeamDelivery.Served(hub)).Clusters.Select(cluster => cluster.Name));
        Assert.Empty(TeamDelivery.Served(Context(_team with { Repository = null })));
        Assert.Empty(TeamDelivery.Served(Context(_team with { Clusters = new() { Names = ["elsewhere"] } })));
    }

    private static List<JsonObject> Sets(TeamSpec team) => [.. TeamDelivery.Sets(Context(team), _gitOps, team)];

    private static ClusterContext Context(TeamSpec team) => Clouds.Context(
        Fleet.Platform with { Clusters = [Fleet.Eks], Teams = [team], GitOps = _gitOps }, Fleet.Eks);
}
