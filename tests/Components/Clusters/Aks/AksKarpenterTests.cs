using System.Text.Json.Nodes;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Tests.AddOns;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksKarpenterTests
{
    private static readonly AksNodePoolSpec _pool = AksPlan.Pool with { Provisioner = Provisioner.Karpenter };

    [Fact]
    public async Task Has_AKS_run_Karpenter_for_its_own_pools_instead_of_the_autoscaler()
    {
        var plan = await PlanAsync();
        Assert.Equal(
            """{"defaultNodePools":"None","mode":"Auto"}""",
            ((JsonObject)plan.Input("west-cluster", "nodeProvisioningProfile")!).ToJsonString());
        Assert.Null(plan.Input("west-cluster", "autoScalerProfile"));
        Assert.Contains("karpenter-events", plan.InputsOf("west-control-plane-logs")["logs"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(false, plan.Input("west-cluster", "agentPoolProfiles.0.enableAutoScaling"));
        Assert.Equal(3.0, plan.Input("west-cluster", "agentPoolProfiles.0.count"));
        Assert.Null(plan.Input("west-cluster", "agentPoolProfiles.0.maxCount"));
    }

    [Fact]
    public async Task Leaves_a_cluster_without_such_pools_to_the_autoscaler()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [AksPlan.Pool] });
        Assert.Null(plan.Input("west-cluster", "nodeProvisioningProfile"));
        Assert.NotNull(plan.Input("west-cluster", "autoScalerProfile"));
        Assert.DoesNotContain(
            "karpenter-events", plan.InputsOf("west-control-plane-logs")["logs"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(true, plan.Input("west-cluster", "agentPoolProfiles.0.enableAutoScaling"));
        Assert.DoesNotContain("infra:clusters:AksKarpenter", plan.Types);
    }

    [Fact]
    public async Task Creates_each_NodePool_after_its_node_class_and_other_pools_as_ever()
    {
        var plan = await PlanAsync();
        Assert.Equal(
            [
                "west-karpenter-aksnodeclass-chat", "west-karpenter-aksnodeclass-general", "west-karpenter-aksnodeclass-system",
                "west-karpenter-nodepool-chat", "west-karpenter-nodepool-general", "west-karpenter-nodepool-system",
            ],
            plan.Names.Where(name => name.StartsWith("west-karpenter-", StringComparison.Ordinal)));
        Assert.Equal(["west-karpenter-aksnodeclass-chat"], plan.DependsOn("west-karpenter-nodepool-chat"));
        var training = Assert.Single(plan.NamesOf("azure-native:containerservice:AgentPool"));
        Assert.Equal(plan.AgentPool("west-pool-training"), training);
        Assert.Equal(false, plan.Input(training, "enableAutoScaling"));
        Assert.Equal(2.0, plan.Input(training, "count"));
        Assert.Null(plan.Input(training, "minCount"));
    }

    [Fact]
    public async Task Asks_for_machines_in_the_zones_of_the_pool_by_name_and_way_to_buy_them()
    {
        var spec = (await PlanAsync()).InputsOf("west-karpenter-nodepool-chat")["spec"]!;
        Assert.Equal(
            """[{"key":"node.kubernetes.io/instance-type","operator":"In","values":["Standard_NC8as_T4_v3","Standard_NC16as_T4_v3"]},""" +
            """{"key":"karpenter.sh/capacity-type","operator":"In","values":["spot","on-demand"]},""" +
            """{"key":"topology.kubernetes.io/zone","operator":"In","values":["westeurope-1","westeurope-2"]}]""",
            spec["template"]!["spec"]!["requirements"]!.ToJsonString());
        Assert.Equal("""{"cpu":"128","nvidia.com/gpu":"8"}""", spec["limits"]!.ToJsonString());
        Assert.Equal(
            """{"budgets":[{"nodes":"10%"}],"consolidateAfter":"300s","consolidationPolicy":"WhenEmptyOrUnderutilized"}""",
            spec["disruption"]!.ToJsonString());
        Assert.Equal("Never", (string?)spec["template"]!["spec"]!["expireAfter"]);
    }

    [Fact]
    public async Task Marks_nodes_as_every_pool_does_and_states_the_taint_that_AKS_gives_to_spot_machines()
    {
        var template = (await PlanAsync()).InputsOf("west-karpenter-nodepool-chat")["spec"]!["template"]!;
        Assert.Equal(
            """{"ai-platform/pool":"chat","kubernetes.azure.com/ebpf-dataplane":"cilium","nvidia.com/device-plugin.config":""" +
            """ "exclusive","team":"chat"}""".TrimStart(),
            template["metadata"]!["labels"]!.ToJsonString());
        Assert.Equal(
            """[{"effect":"NoSchedule","key":"nvidia.com/gpu","value":"present"},""" +
            """{"effect":"NoSchedule","key":"kubernetes.azure.com/scalesetpriority","value":"spot"}]""",
            template["spec"]!["taints"]!.ToJsonString());
        Assert.Equal(
            """[{"effect":"NoExecute","key":"node.cilium.io/agent-not-ready","value":"true"}]""",
            template["spec"]!["startupTaints"]!.ToJsonString());
    }

    [Fact]
    public async Task Grows_the_system_pool_from_its_fixed_size_to_its_maximum()
    {
        var spec = (await PlanAsync()).InputsOf("west-karpenter-nodepool-system")["spec"]!;
        Assert.Equal("""{"cpu":"12"}""", spec["limits"]!.ToJsonString());
        Assert.Equal(
            """{"ai-platform/pool":"system","kubernetes.azure.com/ebpf-dataplane":"cilium","kubernetes.azure.com/mode":"system"}""",
            spec["template"]!["metadata"]!["labels"]!.ToJsonString());
        Assert.Equal(
            """[{"effect":"NoSchedule","key":"CriticalAddonsOnly","value":"true"}]""",
            spec["template"]!["spec"]!["taints"]!.ToJsonString());

        var fixedSize = await AksPlan.Of(AksPlan.Cluster with { Pools = [_pool], SystemPool = new SystemPoolSpec { Min = 4, Max = 4 } });
        Assert.DoesNotContain("west-karpenter-nodepool-system", fixedSize.Names);
        Assert.Equal(4.0, fixedSize.Input("west-cluster", "agentPoolProfiles.0.count"));
    }

    [Theory]
    [InlineData(null, "None")]
    [InlineData(GpuDriverOwner.NodeImage, "Driver")]
    public async Task Gives_the_driver_to_exactly_one_owner_on_an_encrypted_host_with_tags(GpuDriverOwner? owner, string mode)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [_pool with { Gpu = new GpuSpec { Driver = owner } }] });
        Assert.Equal(
            """{"gpu":{"mode":"MODE"},"imageFamily":"Ubuntu","osDiskSizeGB":200,"security":{"encryptionAtHost":true},"tags":""".Replace(
                "MODE", mode, StringComparison.Ordinal) +
            """{"ai-platform-cluster":"west","ai-platform-environment":"prod","ai-platform-organization":"acme",""" +
            """ "ai-platform-pool":"inference"}}""".TrimStart(),
            plan.InputsOf("west-karpenter-aksnodeclass-inference")["spec"]!.ToJsonString());
        Assert.False(plan.InputsOf("west-karpenter-aksnodeclass-system")["spec"]!.AsObject().ContainsKey("gpu"));
    }

    [Fact]
    public async Task Starts_machines_outside_of_zones_where_the_region_has_none()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Region = "switzerlandwest",
            Pools = [_pool with { Name = "general", Machine = "Standard_D8ds_v5" }],
        });
        Assert.Contains(
            """{"key":"karpenter.azure.com/placement-scope","operator":"In","values":["regional"]}""",
            plan.InputsOf("west-karpenter-nodepool-general")["spec"]!["template"]!["spec"]!["requirements"]!.ToJsonString(),
            StringComparison.Ordinal);
    }

    private static Task<ClusterPlan> PlanAsync() => AksPlan.Of(AksPlan.Cluster with { Pools = Fleet.AksKarpenter.Pools });
}
