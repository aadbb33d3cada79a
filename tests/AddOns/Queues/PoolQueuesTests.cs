using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Queues;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.AddOns.Queues;

public class PoolQueuesTests
{
    [Theory]
    [InlineData("eks", "platform: inference, training")]
    [InlineData("eks-neuron", "platform: serving, training")]
    [InlineData("aks", "platform: inference")]
    [InlineData("aks-karpenter", "platform: chat, general; placed: training-placed")]
    [InlineData("rke2", "platform: gpu")]
    [InlineData("kubeadm", "platform: ")]
    public void Has_a_flavour_for_each_pool_in_the_order_of_the_stack(string cluster, string queues) =>
        Assert.Equal(queues, Queues(Fleet.Context(cluster)));

    [Fact]
    public void Knows_a_pool_by_the_labels_and_taints_of_its_nodes()
    {
        Assert.Equal(
            """
            {"nodeLabels":{"ai-platform/pool":"inference","karpenter.sh/capacity-type":"spot",
            "nvidia.com/device-plugin.config":"exclusive"},
            "nodeTaints":[{"key":"nvidia.com/gpu","effect":"NoSchedule","value":"present"}]}
            """.ReplaceLineEndings(""),
            Flavor(Fleet.Context("eks-karpenter"), "inference"));
        Assert.Equal(
            """
            {"nodeLabels":{"ai-platform/pool":"inference","eks.amazonaws.com/capacityType":"ON_DEMAND",
            "nvidia.com/device-plugin.config":"time-slicing-4"},
            "nodeTaints":[{"key":"nvidia.com/gpu","effect":"NoSchedule","value":"present"}]}
            """.ReplaceLineEndings(""),
            Flavor(Fleet.Context("eks"), "inference"));
        Assert.Equal(
            """
            {"nodeLabels":{"ai-platform/pool":"inference","kubernetes.azure.com/scalesetpriority":"spot",
            "nvidia.com/device-plugin.config":"exclusive","nvidia.com/mig.config":"all-1g.12gb"},
            "nodeTaints":[{"key":"nvidia.com/gpu","effect":"NoSchedule","value":"present"},
            {"key":"kubernetes.azure.com/scalesetpriority","effect":"NoSchedule","value":"spot"}]}
            """.ReplaceLineEndings(""),
            Flavor(Fleet.Context("aks-parallel"), "inference"));
    }

    [Fact]
    public void Promises_no_way_to_buy_where_Karpenter_may_fall_back()
    {
        var context = Fleet.Context("aks-karpenter");

        Assert.DoesNotContain("capacity-type", Flavor(context, "chat"), StringComparison.Ordinal);
        Assert.Contains("\"karpenter.sh/capacity-type\":\"on-demand\"", Flavor(context, "general"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_zones_where_every_pool_is_in_one()
    {
        var pools = Fleet.Eks.Pools.Select(pool => pool with { Zones = ["b"] }).ToImmutableArray();

        Assert.Contains(
            "\"topology.kubernetes.io/zone\":\"eu-central-1b\"", Flavor(On(Fleet.Eks with { Pools = pools }), "training"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            Placement.ZoneLabel, Flavor(On(Fleet.Eks with { Pools = [pools[0], Fleet.Eks.Pools[1]] }), "inference"),
            StringComparison.Ordinal);
        Assert.Contains(
            "\"topology.kubernetes.io/zone\":\"westeurope-1\"",
            Flavor(On(Fleet.Aks with { Pools = [.. Fleet.Aks.Pools.Select(pool => pool with { Zones = ["1"] })] }), "inference"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_what_the_pools_offer_at_their_maximum()
    {
        // 12 nodes of 48 processors and 384 GiB with 4 GPUs, each for 4 pods; 4 of 192 and 2048 with 8, each in 7 parts.
        Assert.Equal(
            """
            inference: cpu 518, memory 4147Gi, nvidia.com/gpu 0, nvidia.com/gpu.shared 192, nvidia.com/mig-1g.10gb 0
            training: cpu 691, memory 7372Gi, nvidia.com/gpu 0, nvidia.com/gpu.shared 0, nvidia.com/mig-1g.10gb 224
            """,
            Quota(Fleet.Context("eks"), "platform"), ignoreLineEndingDifferences: true);
        // On AKS a MIG device has the name of a GPU: 6 nodes with one GPU in 7 parts.
        Assert.Equal("inference: cpu 216, memory 1728Gi, nvidia.com/gpu 42", Quota(Fleet.Context("aks"), "platform"));
        Assert.Contains("aws.amazon.com/neuron 24, aws.amazon.com/neuroncore 48", Quota(Fleet.Context("eks-neuron"), "platform"),
            StringComparison.Ordinal);
        // The machines of a site are not known.
        Assert.Equal("gpu: cpu 1000000, memory 1000000Gi, nvidia.com/gpu 32", Quota(Fleet.Context("rke2"), "platform"));
    }

    [Fact]
    public void Places_work_by_the_network_where_the_nodes_are_there()
    {
        var context = On(Fleet.Eks with
        {
            Pools =
            [
                Fleet.Eks.Pools[0],
                new()
                {
                    Name = "training", Machine = "p5.48xlarge", Min = 4, Max = 4, Capacity = Capacity.Reserved,
                    Reservation = "cr-0123456789abcdef0", Interconnect = Interconnect.Efa,
                },
            ],
        });

        Assert.Equal("platform: inference; placed: training-placed", Queues(context));
        Assert.Equal(
            """
            {"nodeLabels":{"ai-platform/pool":"training"},"nodeTaints":[{"key":"nvidia.com/gpu","effect":"NoSchedule","value":"present"}],
            "topologyName":"network"}
            """.ReplaceLineEndings(""),
            Flavor(context, "training-placed"));
        Assert.Equal(
            """
            {"levels":[{"nodeLabel":"topology.k8s.aws/network-node-layer-1"},{"nodeLabel":"topology.k8s.aws/network-node-layer-2"},
            {"nodeLabel":"topology.k8s.aws/network-node-layer-3"},{"nodeLabel":"kubernetes.io/hostname"}]}
            """.ReplaceLineEndings(""),
            Object(context, "Topology", "network")["spec"]!.ToJsonString());
    }

    [Fact]
    public void Places_nothing_by_the_network_where_nodes_come_and_go() =>
        Assert.DoesNotContain(PoolQueues.Manifests(Fleet.Context("eks-karpenter")), each => (string?)each["kind"] == "Topology");

    [Fact]
    public void Places_work_on_the_labelled_nodes_of_a_site()
    {
        var pool = Fleet.Rke2.Pools[0] with { NodeNames = ["a", "b", "c", "d"] };

        Assert.Equal("platform: ; placed: gpu-placed", Queues(On(Fleet.Rke2 with { Pools = [pool] })));
        Assert.Equal("{\"nodeTaints\":[{\"key\":\"nvidia.com/gpu\",\"effect\":\"NoSchedule\",\"value\":\"present\"}]}",
            Flavor(Fleet.Context("rke2"), "gpu"));
    }

    [Fact]
    public void Serves_namespaces_of_teams_and_shares_fairly_between_them()
    {
        var queue = Object(Fleet.Context("eks"), "ClusterQueue", "platform")["spec"]!;

        Assert.Equal(
            """{"matchExpressions":[{"key":"ai-platform/team","operator":"Exists"}]}""", queue["namespaceSelector"]!.ToJsonString());
        Assert.Equal("""{"admissionMode":"UsageBasedAdmissionFairSharing"}""", queue["admissionScope"]!.ToJsonString());
        Assert.Equal(
            """{"reclaimWithinCohort":"Any","withinClusterQueue":"LowerPriority"}""", queue["preemption"]!.ToJsonString());
        Assert.Equal("platform", (string?)queue["cohortName"]);
    }

    [Fact]
    public void Has_priorities_above_and_below_that_of_work_without_a_class() => Assert.Equal(
        ["high 1000", "low -1000"],
        PoolQueues.Manifests(Fleet.Context("eks")).Where(each => (string?)each["kind"] == "WorkloadPriorityClass")
            .Select(each => $"{each["metadata"]!["name"]} {each["value"]}"));

    public static TheoryData<string> Clusters => [.. Fleet.ContextNames];

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Refers_to_nothing_that_is_not_there(string cluster)
    {
        var objects = PoolQueues.Manifests(Fleet.Context(cluster)).ToList();
        IEnumerable<string?> Names(string kind) =>
            objects.Where(each => (string?)each["kind"] == kind).Select(each => (string?)each["metadata"]!["name"]);

        var flavors = objects.Where(each => (string?)each["kind"] == "ResourceFlavor").ToList();
        Assert.All(
            flavors.Select(flavor => (string?)flavor["spec"]!["topologyName"]).OfType<string>(),
            topology => Assert.Contains(topology, Names("Topology")));
        Assert.Equal(
            Names("ResourceFlavor").Order(),
            objects.Where(each => (string?)each["kind"] == "ClusterQueue")
                .SelectMany(FlavorsOf).Select(flavor => (string?)flavor!["name"]).Order());
        Assert.All(
            flavors, flavor => Assert.InRange((flavor["spec"]!["nodeLabels"] as JsonObject)?.Count ?? 0, 0, PoolFlavor.Most));
        Assert.All(
            Fleet.Context(cluster).Cluster.NodePools, pool => Assert.NotEqual(NodeConventions.SystemPool, pool.Name));
    }

    private static ClusterContext On(ClusterSpec cluster) => Clouds.Context(Fleet.Platform, cluster);

    private static string Queues(ClusterContext context) => string.Join("; ",
        PoolQueues.Manifests(context).Where(each => (string?)each["kind"] == "ClusterQueue").Select(queue =>
            $"{queue["metadata"]!["name"]}: {string.Join(", ", FlavorsOf(queue).Select(flavor => flavor!["name"]))}"));

    private static string Quota(ClusterContext context, string queue) => string.Join("\n",
        FlavorsOf(Object(context, "ClusterQueue", queue)).Select(flavor => $"{flavor!["name"]}: " + string.Join(
            ", ", flavor["resources"]!.AsArray().Select(resource => $"{resource!["name"]} {resource["nominalQuota"]}"))));

    private static JsonArray FlavorsOf(JsonObject queue) => queue["spec"]!["resourceGroups"]?[0]!["flavors"]!.AsArray() ?? [];

    private static string Flavor(ClusterContext context, string name) =>
        Object(context, "ResourceFlavor", name)["spec"]!.ToJsonString();

    private static JsonObject Object(ClusterContext context, string kind, string name) => Assert.Single(
        PoolQueues.Manifests(context), each => (string?)each["kind"] == kind && (string?)each["metadata"]!["name"] == name);
}
