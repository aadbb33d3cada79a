using System.Text.Json.Nodes;
using Infra.Components.Workloads;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Components.Clusters.Eks;
using Infra.Tests.Components.Clusters.OnPrem;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Components.Workloads;

public class ImagePrePullTests
{
    private const string DaemonSet = "kubernetes:apps/v1:DaemonSet";

    private static OnPremClusterSpec Cluster { get; } = OnPremSamples.Rke2 with
    {
        PrePullImages = ["registry.acme.example/mirror/models/llama:3", "registry.acme.example/mirror/vllm/vllm-openai@sha256:0123"],
        Pools = [OnPremSamples.Rke2.Pools[0], OnPremSamples.Rke2.Pools[1] with { Taints = [new() { Key = "team", Value = "a" }] }],
    };

    [Fact]
    public async Task Pulls_each_image_by_a_program_that_needs_nothing_of_the_image()
    {
        var pod = PodOf(await Plan(OnPremSamples.Platform, Cluster));

        Assert.Equal(
            [
                "tool docker.io/library/busybox:1.37.0-musl /bin/busybox cp /bin/busybox /ai-platform/busybox",
                "image-0 registry.acme.example/mirror/models/llama:3 /ai-platform/busybox true",
                "image-1 registry.acme.example/mirror/vllm/vllm-openai@sha256:0123 /ai-platform/busybox true",
            ],
            Each(pod["initContainers"]).Select(container =>
                $"{container["name"]} {container["image"]} {string.Join(' ', container["command"]!.AsArray())}"));
        Assert.Equal("registry.k8s.io/pause:3.10.1", (string?)Assert.Single(Each(pod["containers"]))["image"]);
    }

    [Fact]
    public async Task Runs_on_gpu_pools_alone_and_tolerates_their_taints()
    {
        var pod = PodOf(await Plan(OnPremSamples.Platform, Cluster));

        Assert.Equal(
            """{"nodeSelectorTerms":[{"matchExpressions":[{"key":"ai-platform/pool","operator":"In","values":["gpu"]}]}]}""",
            pod["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!.ToJsonString());
        Assert.Equal(["nvidia.com/gpu", "team"], Each(pod["tolerations"]).Select(toleration => (string?)toleration["key"]));
    }

    [Fact]
    public async Task Runs_on_pools_of_Inferentia_as_well()
    {
        var pod = PodOf(await Plan(OnPremSamples.Platform, EksPlan.Cluster with
        {
            PrePullImages = ["registry.acme.example/mirror/models/llama:3"],
            Pools =
            [
                new EksNodePoolSpec { Name = "web", Machine = "m7i.xlarge", Max = 2 },
                new EksNodePoolSpec { Name = "gpu", Machine = "g6.xlarge", Max = 2 },
                new EksNodePoolSpec { Name = "neuron", Machine = "inf2.xlarge", Max = 2, Taints = [new TaintSpec { Key = "team" }] },
            ],
        }));

        Assert.Equal(
            """{"nodeSelectorTerms":[{"matchExpressions":[{"key":"ai-platform/pool","operator":"In","values":["gpu","neuron"]}]}]}""",
            pod["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!.ToJsonString());
        Assert.Equal(
            ["nvidia.com/gpu", "aws.amazon.com/neuron", "team"],
            Each(pod["tolerations"]).Select(toleration => (string?)toleration["key"]));
    }

    [Fact]
    public async Task Asks_for_next_to_nothing_and_for_no_right_at_all()
    {
        var pod = PodOf(await Plan(OnPremSamples.Platform, Cluster));

        Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
        Assert.False((bool)pod["automountServiceAccountToken"]!);
        foreach (var container in Each(pod["initContainers"]).Concat(Each(pod["containers"])))
        {
            Assert.Equal("1m", (string?)container["resources"]!["requests"]!["cpu"]);
            Assert.False(container.ContainsKey("env"));
            Assert.False((bool)container["securityContext"]!["allowPrivilegeEscalation"]!);
        }
    }

    [Fact]
    public async Task Holds_up_no_update()
    {
        var plan = await Plan(OnPremSamples.Platform, Cluster);

        Assert.Equal("true", plan.Text("berlin-image-pre-pull", "metadata.annotations", "pulumi.com/skipAwait"));
    }

    [Fact]
    public async Task Takes_its_own_two_images_from_the_mirror_and_leaves_the_names_of_the_listed_ones()
    {
        var pod = PodOf(await Plan(OnPremSamples.Sovereign, Cluster));

        Assert.Equal(
            [
                "registry.acme.example/mirror/library/busybox:1.37.0-musl",
                "registry.acme.example/mirror/models/llama:3",
                "registry.acme.example/mirror/vllm/vllm-openai@sha256:0123",
                "registry.acme.example/mirror/pause:3.10.1",
            ],
            Each(pod["initContainers"]).Concat(Each(pod["containers"])).Select(container => (string?)container["image"]));
    }

    [Fact]
    public async Task Creates_nothing_without_images_or_without_gpu_pools()
    {
        Assert.Empty((await Plan(OnPremSamples.Platform, Cluster with { PrePullImages = [] })).NamesOf(DaemonSet));
        Assert.Empty((await Plan(OnPremSamples.Platform, Cluster with { Pools = [Cluster.Pools[0]] })).NamesOf(DaemonSet));
    }

    private static Task<ClusterPlan> Plan(PlatformSpec platform, ClusterSpec cluster) => ClusterPlan.Of(platform, options =>
    {
        options.Providers.Add(new Kubernetes.Provider("kubernetes"));
        _ = new ImagePrePull(platform, cluster, "ai-platform", [], options);
    });

    private static JsonObject PodOf(ClusterPlan plan) => (JsonObject)plan.Inputs(DaemonSet)["spec"]!["template"]!["spec"]!;

    private static IEnumerable<JsonObject> Each(JsonNode? list) => list!.AsArray().Cast<JsonObject>();
}
