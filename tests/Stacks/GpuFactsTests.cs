using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Specification;
using Infra.Tests.Components.Clusters;

namespace Infra.Tests.Stacks;

/// <summary>The three facts of a GPU pool: who owns the driver, how a GPU is shared, what the scheduler sees. Image, labels and taints
/// of the nodes, the values of the GPU Operator and its documents all come from <see cref="GpuNode"/> and agree, whichever platform
/// it is.</summary>
public class GpuFactsTests
{
    private const int LabelsALine = 2;

    private const string EksHead = """
        ai-platform:clusters:
          - kind: eks
            name: here
            region: eu-central-1
            version: "1.35"
            role: hub
            network: { cidr: 10.10.0.0/16 }
        """;

    private const string AksHead = """
        ai-platform:clusters:
          - kind: aks
            name: here
            region: swedencentral
            version: "1.35"
            role: hub
            network: { cidr: 10.20.0.0/16 }
        """;

    private const string SiteHead = """
        ai-platform:clusters:
          - kind: on-prem
            name: here
            region: berlin
            version: "1.35"
            role: hub
        """;

    private static readonly string Hosts = $$"""
        network: { cidr: 10.30.0.0/24 }
            install:
              servers: [10.30.0.11, 10.30.0.12, 10.30.0.13]
              registrationAddress: 10.30.0.10
              release: v1.35.1+rke2r1
              sshKeySecret: ssh
              hostKeys: {{StackSample.HostKeys("10.30.0.11", "10.30.0.12", "10.30.0.13", "10.30.0.21")}}
        """;

    private static readonly string OneHost = $$"""
        install:
              servers: [10.30.0.11]
              registrationAddress: 10.30.0.11
              release: v1.35.1+k3s1
              sshKeySecret: ssh
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
            operator: driver=false, toolkit=false, runtimeClass=nvidia-container-runtime, mig.strategy=mixed
            scheduler: 1 nvidia.com/gpu
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
            scheduler: 3 nvidia.com/gpu.shared
            """
        },
        {
            "RKE2 on hosts of one's own: the operator brings both",
            $"{SiteHead}\n    distribution: rke2\n    {Hosts}",
            "{ name: gpu, nodes: 1, hosts: [10.30.0.21], gpu: { model: h100, count: 8, sharing: { mode: mig, profile: 3g.40gb } } }",
            """
            nodes: here-gpu-10.30.0.21
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=exclusive
            labels: nvidia.com/mig.config=all-3g.40gb
            taints: nvidia.com/gpu=present:NoSchedule
            operator: driver=true, toolkit=true, runtimeClass=nvidia, mig.strategy=mixed
            scheduler: 16 nvidia.com/mig-3g.40gb
            """
        },
        {
            "k3s on one host, which also runs the platform and so has no taint; the host brings the driver",
            $"{SiteHead}\n    distribution: k3s\n    profile: edge\n    {OneHost}",
            "{ name: gpu, nodes: 1, gpu: { model: l4, count: 2, driver: node-image, sharing: { mode: time-slicing, replicas: 2 } } }",
            """
            nodes: here-server-10.30.0.11
            labels: ai-platform/pool=gpu, nvidia.com/device-plugin.config=time-slicing-2
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
        var node = GpuNode.Of(cluster, cluster.NodePools.Single())!;

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
            Assert.Contains($"\n  {layout}:\n", (string?)Documents(plan, values, "migManager")["config.yaml"], StringComparison.Ordinal);
        var tolerations = values["daemonsets"]!["tolerations"]!.AsArray();
        Assert.Contains(tolerations, toleration => (string?)toleration!["key"] == GpuNode.Taint);
    }

    [Theory]
    [InlineData(
        EksHead, "{ name: gpu, machine: g6e.12xlarge, max: 2, gpu: { model: h100 } }",
        "GPU001 error clusters[0].pools[0].gpu.model: \"h100\" is not the GPU of g6e.12xlarge. Allowed: l40s, or leave it out.")]
    [InlineData(
        AksHead, "{ name: gpu, machine: Standard_NC40ads_H100_v5, max: 2, gpu: { sharing: { mode: mig, profile: 1g.5gb } } }",
        "GPU003 error clusters[0].pools[0].gpu.sharing.profile: H100 NVL 94 GB has no MIG profile \"1g.5gb\". "
        + "Allowed: 1g.12gb, 1g.24gb, 2g.24gb, 3g.47gb, 4g.47gb, 7g.94gb.")]
    [InlineData(
        EksHead, "{ name: gpu, machine: g6.12xlarge, max: 2, gpu: { sharing: { mode: time-slicing, replicas: 100 } } }",
        "GPU004 error clusters[0].pools[0].gpu.sharing.replicas: a GPU is not shared by 100 pods. Allowed: 2 to 48.")]
    [InlineData(
        EksHead, "{ name: gpu, machine: g6.12xlarge, max: 2, gpu: { driver: operator } }",
        "GPU005 error clusters[0].pools[0].gpu.driver: the NVIDIA AMI of EKS brings the driver, and two drivers on one node break it. "
        + "Allowed on eks: node-image, or leave it out.")]
    [InlineData(
        EksHead, "{ name: gpu, machine: g6.12xlarge, max: 2, provisioner: karpenter, gpu: { sharing: { mode: time-slicing, replicas: 4 } } }",
        "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Karpenter does not know nvidia.com/gpu.shared and starts no node for it "
        + "(kubernetes-sigs/karpenter#729). Allowed with karpenter: exclusive; for sharing set provisioner to managed.")]
    [InlineData(
        SiteHead + "\n    distribution: openshift\n    kubeconfigSecret: kubeconfig",
        "{ name: gpu, nodes: 2, gpu: { model: h100, count: 8, driver: node-image } }",
        "GPU005 error clusters[0].pools[0].gpu.driver: on OpenShift the operator that OLM installs owns the driver. "
        + "Allowed: operator, or leave it out.")]
    [InlineData(
        SiteHead + "\n    distribution: rke2\n    kubeconfigSecret: kubeconfig", "{ name: gpu, nodes: 2, gpu: { count: 8 } }",
        "GPU002 error clusters[0].pools[0].gpu.model: is missing. Allowed: a10, a100, a100-40gb, a10g, a30, b200, b300, h100, h100-nvl, h200, "
        + "l4, l40s, rtx-pro-6000, t4.")]
    [InlineData(
        AksHead,
        "{ name: one, machine: Standard_NC40ads_H100_v5, max: 2, gpu: { sharing: { mode: mig, profile: 1g.12gb } } }, "
        + "{ name: two, machine: Standard_NC4as_T4_v3, max: 2, gpu: { sharing: { mode: mps, replicas: 2 } } }",
        "ADD002 error clusters[0].addOns.gpu-operator: one GPU Operator cannot serve MIG and MPS: the device plugin stops on MPS while MIG devices "
        + "have names of their own. Use one of both.")]
    public async Task Are_refused_with_the_reason_where_they_cannot_agree(string head, string pools, string message) =>
        Assert.Equal(message, await StackSample.RefusalAsync($"{head}\n    pools: [{pools}]"));

    [Fact]
    public async Task Have_one_owner_of_the_driver_on_a_cluster() => Assert.Equal(
        """
        GPU005 error clusters[0].pools: some pools leave the driver to the node image and some to the operator; one GPU Operator serves the cluster, with one setting. Allowed: the same gpu.driver for all GPU pools of a cluster.
        """,
        await StackSample.RefusalAsync($$"""
            {{AksHead}}
                pools:
                  - { name: one, machine: Standard_NC40ads_H100_v5, max: 2 }
                  - { name: two, machine: Standard_NC40ads_H100_v5, max: 2, gpu: { driver: node-image } }
            """));

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
            return Facts(
                $"gpuProfile.driver={plan.Input(name, "gpuProfile.driver")}",
                ((JsonObject)plan.Input(name, "nodeLabels")!).Select(label => $"{label.Key}={label.Value}"),
                plan.Strings(name, "nodeTaints"));

        // The host that a script gives a GPU pool's label; its configuration is JSON inside the script.
        const string config = "(?s)/config\\.yaml <<'END_OF_FILE'\n(.*?)\nEND_OF_FILE";
        foreach (var host in plan.NamesOf("command:remote:Command"))
            if (Regex.Match((string)plan.Input(host, "create")!, config) is { Success: true } script
                && JsonNode.Parse(script.Groups[1].Value)! is var settings && Strings(settings["node-label"]).Contains("ai-platform/pool=gpu"))
                return Facts(host, Strings(settings["node-label"]), Strings(settings["node-taint"]));

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
