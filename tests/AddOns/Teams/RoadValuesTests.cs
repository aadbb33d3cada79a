using System.Text.Json.Nodes;
using Infra.AddOns.Teams;
using Infra.Facts;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.AddOns.Teams;

/// <summary>What the charts of the paved roads are told; <c>tests/GoldenPaths</c> renders them with it.</summary>
public sealed class RoadValuesTests
{
    private static readonly TeamSpec _team = new()
    {
        Name = "chat", Owners = ["chat"], CostCentre = "4711", DataClass = "internal", Cpu = 8, MemoryGiB = 32,
    };

    [Fact]
    public async Task Has_the_members_that_the_schema_of_the_roads_lists_and_no_others()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "golden-paths", "lib", "platform.schema.json")))!;
        var platform = (await OwnStacks.PlanAsync("prod")).Platform!;

        Assert.All(platform.Clusters, cluster =>
        {
            var values = RoadValues.Of(Clouds.Context(platform, cluster), _team);
            foreach (var part in new[] { "platform", "team" })
            {
                var described = schema["properties"]![part]!;
                var given = values[part]!.AsObject().Select(member => member.Key).ToList();
                Assert.Empty(given.Except(described["properties"]!.AsObject().Select(member => member.Key)));
                Assert.Empty(described["required"]!.AsArray().Select(name => (string)name!).Except(given));
            }
        });
    }

    [Fact]
    public async Task Says_of_a_GPU_what_a_pod_requests_and_how_much_memory_it_gets()
    {
        Assert.Equal(
            [
                ("inference", "l40s", "nvidia.com/gpu", "", 48), ("shared", "l4", "nvidia.com/gpu.shared", "time-sliced", 6),
            ],
            await Gpus("frankfurt"));
        Assert.Equal(
            [("inference", "h100-nvl", "nvidia.com/gpu", "mig-1g.12gb", 12), ("training", "h100", "nvidia.com/gpu", "", 80)],
            await Gpus("sweden"));
        Assert.Equal([("gpu", "h100", "nvidia.com/mig-2g.20gb", "mig-2g.20gb", 20)], await Gpus("berlin"));
    }

    [Fact]
    public async Task Says_what_a_whole_node_requests_of_its_fast_network()
    {
        var platform = (await OwnStacks.PlanAsync("prod")).Platform!;

        string Network(string cluster, string pool) => Values(platform.Clusters.Single(each => each.Name == cluster), platform)["gpus"]!
            .AsArray().Single(gpu => (string?)gpu!["pool"] == pool)!["network"]!.ToJsonString();
        Assert.Equal("""{"vpc.amazonaws.com/efa":32}""", Network("stockholm", "training"));
        Assert.Equal("""{"rdma/shared_ib":1}""", Network("sweden", "training"));
        Assert.Equal("{}", Network("frankfurt", "inference"));
    }

    [Fact]
    public async Task Leaves_out_at_the_edge_what_is_not_there()
    {
        var platform = (await OwnStacks.PlanAsync("prod")).Platform!;
        var turin = Values(platform.Clusters.Single(cluster => cluster.Name == "turin"), platform);

        Assert.Null(turin["gateway"]);
        Assert.Equal(
            ["scaling=false", "queues=false", "dashboards=false"],
            new[] { "scaling", "queues", "dashboards" }.Select(name => $"{name}={turin[name]!.ToJsonString()}"));
    }

    private static async Task<(string Pool, string Model, string Resource, string Share, int Memory)[]> Gpus(string name)
    {
        var platform = (await OwnStacks.PlanAsync("prod")).Platform!;
        return
        [
            .. Values(platform.Clusters.Single(cluster => cluster.Name == name), platform)["gpus"]!.AsArray().Select(gpu => (
                (string)gpu!["pool"]!, (string)gpu["model"]!, (string)gpu["resource"]!, (string)gpu["share"]!,
                (int)gpu["shareMemoryGiB"]!)),
        ];
    }

    private static JsonNode Values(ClusterSpec cluster, Infra.Specification.PlatformSpec platform) =>
        RoadValues.Of(Clouds.Context(platform, cluster), _team)["platform"]!;
}
