using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Facts.Documents;
using Infra.Tests.Planning;

namespace Infra.Tests.Stacks;

/// <summary>The three facts of a GPU pool: who owns the driver, how a GPU is shared, what the scheduler sees. Image, labels and taints
/// of the nodes, the values of the GPU Operator and its documents all come from <see cref="GpuNode"/> and agree, whichever platform
/// it is.</summary>
public class GpuFactsTests
{
    private const int LabelsALine = 2;

    internal const string EksHead = """
        ai-platform:clusters:
          - kind: eks
            name: here
            region: eu-central-1
            version: "1.35"
            role: hub
            network: { cidr: 10.10.0.0/16 }
        """;

    internal const string AksHead = """
        ai-platform:clusters:
          - kind: aks
            name: here
            region: swedencentral
            version: "1.35"
            role: hub
            network: { cidr: 10.20.0.0/16 }
        """;

    internal const string SiteHead = """
        ai-platform:clusters:
          - kind: on-prem
            name: here
            region: berlin
            version: "1.35"
            role: hub
        """;

    private static readonly string _hosts = $$"""
        network: { cidr: 10.30.0.0/24 }
            install:
              servers: [10.30.0.11, 10.30.0.12, 10.30.0.13]
              registrationAddress: 10.30.0.10
              release: v1.35.1+rke2r1
              sshKeySecret: ssh
              digests: {{StackSample.Digests}}
              hostKeys: {{StackSample.HostKeys("10.30.0.11", "10.30.0.12", "10.30.0.13", "10.30.0.21")}}
        """;

    private static readonly string _oneHost = $$"""
        install:
              servers: [10.30.0.11]
              registrationAddress: 10.30.0.11
              release: v1.35.1+k3s1
              sshKeySecret: ssh
              digests: {{StackSample.Digests}}
              hostKeys: {{StackSample.HostKeys("10.30.0.11")}}
        """;

    /// <summary>A row of the table in docs/add-ons.md each, with a way of sharing each: the pool, and what comes of it.</summary>
    public static TheoryData<string, string, string, string> Rows => new()
    {
        {
            "EKS on Amazon Linux 2023: the AMI brings driver and toolkit",
            EksHead,
            "{ name: gpu, machine: p4d.24xlarge, max: 2, gpu: { sharing: { mode: mig, profile: 1g.5gb } } }",
            """
            nodes: AL2023_x86_64_NVIDIA
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=exclusive
            labels: nvidia.com/mig.config=all-1g.5gb
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=false, toolkit=false, runtimeClass=nvidia, mig.strategy=mixed
            scheduler: 56 nvidia.com/mig-1g.5gb
            """
        },
        {
            "EKS on Bottlerocket: the AMI brings the device plugin too",
            EksHead,
            "{ name: gpu, machine: g6.12xlarge, max: 2, ami: bottlerocket, gpu: { sharing: { mode: time-slicing, replicas: 4 } } }",
            """
            nodes: BOTTLEROCKET_x86_64_NVIDIA
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=time-slicing-4
            labels: nvidia.com/gpu.deploy.container-toolkit=false, nvidia.com/gpu.deploy.device-plugin=false
            labels: nvidia.com/gpu.deploy.driver=false, nvidia.com/gpu.deploy.mig-manager=false
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=false, toolkit=false, runtimeClass=nvidia, mig.strategy=mixed
            scheduler: 16 nvidia.com/gpu.shared
            """
        },
        {
            "AKS with the driver of Azure",
            AksHead,
            "{ name: gpu, machine: Standard_NC24ads_A100_v4, max: 2, gpu: { driver: node-image } }",
            """
            nodes: gpuProfile.driver=Install
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=exclusive
            labels: nvidia.com/mig.config=all-disabled
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=false, toolkit=false, runtimeClass=nvidia-container-runtime, mig.strategy=single
            scheduler: 1 nvidia.com/gpu
            """
        },
        {
            "AKS with a virtual GPU, whose driver only Azure has",
            AksHead,
            "{ name: gpu, machine: Standard_NV72ads_A10_v5, max: 2, gpu: { sharing: { mode: time-slicing, replicas: 2 } } }",
            """
            nodes: gpuProfile.driver=Install
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=time-slicing-2
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=false, toolkit=false, runtimeClass=nvidia-container-runtime, mig.strategy=single
            scheduler: 4 nvidia.com/gpu
            """
        },
        {
            "AKS with the driver of the operator",
            AksHead,
            "{ name: gpu, machine: Standard_NC4as_T4_v3, max: 2, gpu: { driver: operator, sharing: { mode: mps, replicas: 3 } } }",
            """
            nodes: gpuProfile.driver=None
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=mps-3
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=true, toolkit=true, runtimeClass=nvidia, mig.strategy=none
            scheduler: 3 nvidia.com/gpu
            """
        },
        {
            "RKE2 on hosts of one's own: the operator brings both",
            $"{SiteHead}\n    distribution: rke2\n    {_hosts}",
            "{ name: gpu, nodes: 1, hosts: [10.30.0.21], gpu: { model: h100, count: 8, sharing: { mode: mig, profile: 3g.40gb } } }",
            """
            nodes: here-host-10.30.0.21
            labels: ai-platform/host=10.30.0.21, ai-platform/pool=gpu
            labels: nvidia.com/device-plugin.config=exclusive, nvidia.com/mig.config=all-3g.40gb
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=true, toolkit=true, runtimeClass=nvidia, mig.strategy=mixed
            scheduler: 16 nvidia.com/mig-3g.40gb
            """
        },
        {
            "k3s on one host, which also runs the platform and so has no taint; the host brings the driver",
            $"{SiteHead}\n    distribution: k3s\n    profile: edge\n    {_oneHost}",
            "{ name: gpu, nodes: 1, gpu: { model: l4, count: 2, driver: node-image, sharing: { mode: time-slicing, replicas: 2 } } }",
            """
            nodes: here-host-10.30.0.11
            labels: ai-platform/host=10.30.0.11, ai-platform/pool=gpu
            labels: nvidia.com/device-plugin.config=time-slicing-2
            taints:
            operator: driver=false, toolkit=false, runtimeClass=nvidia, mig.strategy=mixed
            scheduler: 4 nvidia.com/gpu.shared
            """
        },
        {
            "OpenShift: the operator, by its lifecycle manager; the nodes are adopted with the labels that they have",
            $"{SiteHead}\n    distribution: openshift\n    kubeconfigSecret: kubeconfig",
            "{ name: gpu, nodes: 2, gpu: { model: h200, count: 8 } }",
            """
            nodes: adopted
            operator: driver=true, toolkit=true, runtimeClass=nvidia, mig.strategy=mixed
            scheduler: 8 nvidia.com/gpu
            """
        },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Agree_wherever_they_are_written(string row, string head, string pool, string facts)
    {
        var stack = $"{head}\n    pools: [{pool}]";
        var plan = await StackSample.PlanAsync(stack);
        var cluster = StackSample.Specification(stack).Clusters.Single();
        var node = Clouds.Of(cluster).Gpu(cluster.NodePools.Single())!;

        var nodes = Nodes(plan);
        var values = Operator(plan);
        string[] found =
        [
            .. nodes, $"operator: driver={Lower(values["driver"]!["enabled"])}, toolkit={Lower(values["toolkit"]!["enabled"])}, "
                + $"runtimeClass={values["operator"]!["runtimeClass"]}, mig.strategy={values["mig"]!["strategy"]}",
            $"scheduler: {node.Allocatable} {node.ResourceName}",
        ];
        Assert.Equal($"{row}\n{facts}", $"{row}\n{string.Join('\n', found)}");

        // The three facts again, from the one place that says them.
        Assert.Equal(node.DriverOwner == GpuDriverOwner.Operator, (bool)values["driver"]!["enabled"]!);
        Assert.Contains(node.DevicePluginConfig, Documents(plan, values, "devicePlugin").Select(document => document.Key));
        if (node.MigConfig is { } layout)
        {
            Assert.Contains($"\n  {layout}:\n", (string?)Documents(plan, values, "migManager")["config.yaml"], StringComparison.Ordinal);
        }

        var tolerations = values["daemonsets"]!["tolerations"]!.AsArray();
        Assert.Contains(tolerations, toleration => (string?)toleration!["key"] == GpuNode.Taint);
    }

    [Fact]
    public async Task May_differ_between_pools_in_all_but_the_owner_of_the_driver()
    {
        var stack = $$"""
            {{EksHead}}
                pools:
                  - { name: cut, machine: p4d.24xlarge, max: 1, gpu: { sharing: { mode: mig, profile: 1g.5gb } } }
                  - { name: sliced, machine: g6.12xlarge, max: 1, gpu: { sharing: { mode: time-slicing, replicas: 4 } } }
                  - { name: bottle, machine: p4d.24xlarge, max: 1, ami: bottlerocket, gpu: { sharing: { mode: mig, profile: 3g.20gb } } }
                  - { name: whole, machine: p4d.24xlarge, max: 1 }
            """;
        var plan = await StackSample.PlanAsync(stack);
        var cluster = StackSample.Specification(stack).Clusters.Single();

        Assert.Equal(
            [
                "cut: exclusive all-1g.5gb, 56 nvidia.com/mig-1g.5gb",
                "sliced: time-slicing-4, 16 nvidia.com/gpu.shared",
                "bottle: exclusive all-3g.20gb, 16 nvidia.com/mig-3g.20gb",
                "whole: exclusive all-disabled, 8 nvidia.com/gpu",
            ],
            cluster.NodePools.Select(pool =>
            {
                var group = plan.Inputs("aws:eks/nodeGroup:NodeGroup", $"here-{pool.Name}-pool");
                var labels = group["labels"]!;
                string[] keys = [GpuNode.DevicePluginConfigLabel, GpuNode.MigConfigLabel];
                var says = string.Join(' ', keys.Select(key => (string?)labels[key]).OfType<string>());
                var node = Clouds.Of(cluster).Gpu(pool)!;
                return $"{pool.Name}: {says}, {node.Allocatable} {node.ResourceName}";
            }));

        // The operator's own operands stay away from Bottlerocket alone, whose image has them.
        Assert.Equal(["here-bottle-pool"], plan.NamesOf("aws:eks/nodeGroup:NodeGroup").Where(name =>
            plan.Inputs("aws:eks/nodeGroup:NodeGroup", name)["labels"]!["nvidia.com/gpu.deploy.device-plugin"] is not null));
        var values = Operator(plan);
        Assert.Equal("mixed", (string?)values["mig"]!["strategy"]);
        Assert.Equal(["exclusive", "time-slicing-4"], Documents(plan, values, "devicePlugin").Select(document => document.Key));
    }

    [Fact]
    public async Task Tell_the_autoscaler_of_AKS_what_a_pool_without_nodes_would_offer()
    {
        var plan = await StackSample.PlanAsync($$"""
            {{AksHead}}
                pools: [{ name: cut, machine: Standard_NC80adis_H100_v5, max: 2, gpu: { sharing: { mode: mig, profile: 1g.12gb } } }]
            """);

        var tags = plan.Inputs("azure-native:containerservice:AgentPool")["tags"]!;
        Assert.Equal("14", (string?)tags["k8s.io_cluster-autoscaler_node-template_resources_nvidia.com_gpu"]);
    }

    // What the pool's nodes are made with; nothing where they are adopted.
    private static string[] Nodes(ClusterPlan plan)
    {
        if (plan.NamesOf("aws:eks/nodeGroup:NodeGroup").Contains("here-gpu-pool"))
        {
            var group = plan.Inputs("aws:eks/nodeGroup:NodeGroup", "here-gpu-pool");
            var taints = group["taints"]!.AsArray().Select(taint => $"{taint!["key"]}={taint["value"]}:NoSchedule");
            return Facts((string)group["amiType"]!, group["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}"), taints);
        }

        if (plan.NamesOf("azure-native:containerservice:AgentPool") is [var name])
        {
            return Facts(
                $"gpuProfile.driver={plan.Input(name, "gpuProfile.driver")}",
                ((JsonObject)plan.Input(name, "nodeLabels")!).Select(label => $"{label.Key}={label.Value}"),
                plan.Strings(name, "nodeTaints"));
        }

        // The host that a script gives a GPU pool's label; its configuration is JSON inside the script.
        const string config = "(?s)/config\\.yaml <<'END_OF_FILE'\n(.*?)\nEND_OF_FILE";
        foreach (var host in plan.NamesOf("command:remote:Command"))
        {
            if (Regex.Match((string)plan.Input(host, "create")!, config) is { Success: true } script
                && ReadYaml.Of(script.Groups[1].Value)! is var settings && Strings(settings["node-label"]).Contains("ai-platform/pool=gpu"))
            {
                return Facts(host, Strings(settings["node-label"]), Strings(settings["node-taint"]));
            }
        }

        return ["nodes: adopted"];
    }

    private static string[] Facts(string nodes, IEnumerable<string> labels, IEnumerable<string?> taints) =>
    [
        $"nodes: {nodes}",
        .. labels.Chunk(LabelsALine).Select(some => $"labels: {string.Join(", ", some)}"),
        $"taints: {string.Join(", ", taints)}".TrimEnd(),
    ];

    private static IEnumerable<string> Strings(JsonNode? list) => list?.AsArray().Select(item => (string)item!) ?? [];

    // The chart's values, or the ClusterPolicy where a lifecycle manager installs the operator.
    private static JsonNode Operator(ClusterPlan plan) => plan.Releases().Contains("here-gpu-operator")
        ? plan.Values("here-gpu-operator")
        : plan.Inputs("kubernetes:nvidia.com/v1:ClusterPolicy")["spec"]!;

    private static JsonObject Documents(ClusterPlan plan, JsonNode values, string operand)
    {
        var config = values[operand]!["config"]!.AsObject();
        var map = $"here-gpu-operator-configmap-{config["name"]}";
        return (config["data"] ?? plan.Inputs("kubernetes:core/v1:ConfigMap", map)["data"])!.AsObject();
    }

    private static string Lower(JsonNode? flag) => JsonSerializer.Serialize((bool)flag!);
}
