using Infra.Facts;
using Infra.Planning.Values;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.Invariants;

/// <summary>Machines: pods get none of their credentials, disks are encrypted, and they are given the time that GPU machines
/// need.</summary>
public sealed class NodeTests
{
    private const string LaunchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
    private const string NodeClass = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
    private const string AzureNodeClass = "kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass";
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string AgentPool = "azure-native:containerservice:AgentPool";
    private const string NodePool = "kubernetes:karpenter.sh/v1:NodePool";
    private const string ManagedCluster = "azure-native:containerservice:ManagedCluster";
    private const string Offered = "k8s.io_cluster-autoscaler_node-template_resources_";

    [Theory]
    [InlineData(LaunchTemplate, "/metadataOptions/httpTokens", "required")]
    [InlineData(LaunchTemplate, "/metadataOptions/httpPutResponseHopLimit", 1)]
    [InlineData(LaunchTemplate, "/metadataOptions/httpEndpoint", "enabled")]
    [InlineData(NodeClass, "/spec/metadataOptions/httpTokens", "required")]
    [InlineData(NodeClass, "/spec/metadataOptions/httpPutResponseHopLimit", 1)]
    [InlineData(NodeClass, "/spec/metadataOptions/httpEndpoint", "enabled")]
    public Task A_pod_gets_no_credentials_of_its_node(string type, string path, object expected) => EveryStack.Has(type, path, expected);

    [Theory]
    [InlineData(LaunchTemplate, "/blockDeviceMappings/*/ebs/encrypted", "true")]
    [InlineData(LaunchTemplate, "/blockDeviceMappings/*/ebs/volumeType", "gp3")]
    [InlineData(LaunchTemplate, "/blockDeviceMappings/*/ebs/deleteOnTermination", "true")]
    [InlineData(NodeClass, "/spec/blockDeviceMappings/*/ebs/encrypted", true)]
    [InlineData(NodeClass, "/spec/blockDeviceMappings/*/ebs/volumeType", "gp3")]
    [InlineData(NodeClass, "/spec/blockDeviceMappings/*/ebs/deleteOnTermination", true)]
    [InlineData(AgentPool, "/enableEncryptionAtHost", true)]
    [InlineData(AzureNodeClass, "/spec/security/encryptionAtHost", true)]
    [InlineData(ManagedCluster, "/agentPoolProfiles/*/enableEncryptionAtHost", true)]
    public Task A_disk_of_a_node_is_encrypted_gp3_and_goes_with_it(string type, string path, object expected) =>
        EveryStack.Has(type, path, expected);

    [Fact]
    public async Task A_disk_of_a_node_has_the_key_of_the_customer()
    {
        EveryStack.None(
            await EveryStack.Of(LaunchTemplate), item => Named(item, "/blockDeviceMappings/*/ebs/kmsKeyId"), item => item.HasCustomerKeys);
        EveryStack.None(
            await EveryStack.Of(NodeClass), item => Named(item, "/spec/blockDeviceMappings/*/ebs/kmsKeyID"), item => item.HasCustomerKeys);
        EveryStack.None(await EveryStack.Of(ManagedCluster), item => Named(item, "/diskEncryptionSetID"), item => item.HasCustomerKeys);

        static string? Named(Item item, string path) => item.Values(path).All(value => value is not null) ? null : $"{path} names no key";
    }

    [Theory]
    [InlineData(AgentPool, "/enableNodePublicIP", false)]
    [InlineData(ManagedCluster, "/agentPoolProfiles/*/enableNodePublicIP", false)]
    [InlineData(NodeClass, "/spec/associatePublicIPAddress", false)]
    public Task A_node_has_no_public_address(string type, string path, object expected) => EveryStack.Has(type, path, expected);

    [Fact]
    public async Task A_GPU_pool_on_AKS_offers_what_its_autoscaler_counts() => EveryStack.None(
        await EveryStack.Of(AgentPool),
        item => item.Inputs["tags"]!.AsObject().Select(tag => tag.Key).Where(key => key.StartsWith(Offered, StringComparison.Ordinal))
            .ToArray() is [Offered + "nvidia.com_gpu"] ? null : "offers another resource",
        item => item.Inputs["gpuProfile"] is not null);

    // The autoscaler's to decide; without this, every update would set it back.
    [Theory]
    [InlineData(NodeGroup, "scalingConfig")]
    [InlineData("aws:eks/cluster:Cluster", "vpcConfig.subnetIds")]
    public async Task What_others_decide_is_not_set_back(string type, string path) => EveryStack.None(
        await EveryStack.Of(type),
        item => item.Resource.Options.IgnoreChanges.SequenceEqual([path])
            ? null : $"ignores {EveryStack.Show(string.Join(", ", item.Resource.Options.IgnoreChanges))}, not \"{path}\"");

    // What is not said is never sent, neither from the program nor from the state.
    [Theory]
    [InlineData(AgentPool, "", "count")]
    [InlineData(ManagedCluster, "/agentPoolProfiles/*", "agentPoolProfiles[0].count")]
    public async Task No_number_of_nodes_is_sent_to_AKS_where_an_autoscaler_decides(string type, string path, string property) =>
        EveryStack.None(
            await EveryStack.Of(type),
            item => item.Values($"{path}/count").Any(value => value is not null) != Fixed(item, path)
                    ? $"{path}/count is {(Fixed(item, path) ? "not " : "")}given"
                : item.Resource.Options.IgnoreChanges.Contains(property) ? $"{property} is taken from the state"
                : null);

    [Fact]
    public async Task AKS_runs_Karpenter_for_the_pools_of_the_stack_alone_and_no_autoscaler_beside_it()
    {
        await EveryStack.Has(ManagedCluster, "/nodeProvisioningProfile/mode", "Auto", HasKarpenter);
        await EveryStack.Has(ManagedCluster, "/nodeProvisioningProfile/defaultNodePools", "None", HasKarpenter);
        await EveryStack.Has(ManagedCluster, "/agentPoolProfiles/*/enableAutoScaling", false, HasKarpenter);
        await EveryStack.Has(AgentPool, "/enableAutoScaling", false, HasKarpenter);
        EveryStack.None(
            await EveryStack.Of(ManagedCluster), item => item.Unlike("/nodeProvisioningProfile", null), item => !HasKarpenter(item));
    }

    // Outside of zones no zonal disk could be attached; a grace period would end what must not be disrupted at the next image.
    [Fact]
    public async Task Karpenter_on_AKS_starts_nodes_in_zones_and_takes_none_from_a_pod_that_must_not_be_disrupted()
    {
        EveryStack.None(
            await EveryStack.Of(NodePool),
            item => item.Values("/spec/template/spec/requirements/*/key")
                .Any(key => (string?)key is "topology.kubernetes.io/zone" or "karpenter.azure.com/placement-scope")
                ? null : "may start machines outside of all zones",
            HasKarpenter);
        await EveryStack.Has(NodePool, "/spec/template/spec/expireAfter", "Never", HasKarpenter);
        EveryStack.None(
            await EveryStack.Of(NodePool), item => item.Unlike("/spec/template/spec/terminationGracePeriod", null), HasKarpenter);
    }

    [Fact]
    public async Task Every_node_group_has_a_command_that_sets_its_limits() => EveryStack.None(
        await EveryStack.Of(NodeGroup),
        item => item.Siblings.Any(other =>
            other.Type == "command:local:Command" && other.ComesAfter(item) &&
            (string?)other.Inputs["environment"]!["MIN"] == $"{item.Inputs["scalingConfig"]!["minSize"]}" &&
            (string?)other.Inputs["environment"]!["MAX"] == $"{item.Inputs["scalingConfig"]!["maxSize"]}")
            ? null : "has no command with its limits");

    [Fact]
    public async Task A_GPU_pool_on_EKS_has_two_hours() => EveryStack.None(
        await EveryStack.Of(NodeGroup), item =>
            item.Waits(new(TimeSpan.FromHours(2), TimeSpan.FromHours(2), TimeSpan.FromHours(2))), HasGpu);

    [Fact]
    public async Task Another_pool_on_EKS_has_the_time_of_the_provider() =>
        EveryStack.None(await EveryStack.Of(NodeGroup), item => item.Waits(new(null, null, null)), item => !HasGpu(item));

    [Fact]
    public async Task A_pool_on_AKS_has_an_hour_and_a_half_and_three_hours_to_change() => EveryStack.None(
        await EveryStack.Of(AgentPool),
        item => item.Waits(new(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(180), TimeSpan.FromMinutes(90))));

    [Fact]
    public async Task A_host_has_an_hour_to_be_installed_and_two_to_be_drained_and_upgraded() => EveryStack.None(
        await EveryStack.Of("command:remote:Command"),
        item => item.Waits(new(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(120), TimeSpan.FromMinutes(15))),
        item => item.Name.Contains("-host-", StringComparison.Ordinal));

    // A preflight or a removal that was a trigger's would replace the command, and a replaced command uninstalls its host.
    [Fact]
    public async Task A_host_is_never_replaced_and_outlives_the_stack() => EveryStack.None(
        await EveryStack.Of("command:remote:Command"),
        item => item.Inputs.ContainsKey("triggers") ? "has triggers"
            : item.Resource.Options.DeletedWith?.EndsWith("-server-token", StringComparison.Ordinal) == true ? null
            : "is not deleted with the tokens of its cluster",
        item => item.Inputs.ContainsKey("delete"));

    // Azure refuses settings of upgrades on spot pools.
    [Fact]
    public Task A_training_pod_on_AKS_has_an_hour_to_write_its_checkpoint() => EveryStack.Has(
        AgentPool, "/upgradeSettings/drainTimeoutInMinutes", 60, item => HasGpu(item) && Pool(item).Capacity != Capacity.Spot);

    [Fact]
    public Task A_pool_on_EKS_is_repaired() => EveryStack.Has(NodeGroup, "/nodeRepairConfig/enabled", true);

    [Fact]
    public Task A_third_of_a_pool_on_EKS_is_updated_at_a_time() => EveryStack.Has(NodeGroup, "/updateConfig/maxUnavailablePercentage", 33);

    [Fact]
    public Task Prepaid_machines_are_updated_without_a_spare_one() => EveryStack.Has(
        NodeGroup, "/updateConfig/updateStrategy",
        item => item.Cluster!.NodePools.OfType<EksNodePoolSpec>()
            .FirstOrDefault(pool => Is(item, pool)) is { Capacity: Capacity.Reserved or Capacity.CapacityBlock }
            ? "MINIMAL" : "DEFAULT");

    [Fact]
    public async Task A_pool_has_the_size_that_the_stack_says()
    {
        await EveryStack.Has(
            NodeGroup, "/scalingConfig/maxSize", item => Pool(item).Max - Others(item, "maxSize"), item => !IsSystem(item));
        await EveryStack.Has(
            NodeGroup, "/scalingConfig/minSize", item => Pool(item).Min - Others(item, "minSize"), item => !IsSystem(item));
        await EveryStack.Has(AgentPool, "/maxCount", item => Pool(item).Max, item => !Fixed(item, ""));
        await EveryStack.Has(AgentPool, "/minCount", item => Pool(item).Min, item => !Fixed(item, ""));
        await EveryStack.Has(AgentPool, "/count", item => Pool(item).Max, item => Fixed(item, ""));
    }

    private static bool Fixed(Item item, string path) => item.Values($"{path}/enableAutoScaling").All(value => !(bool)value!);

    private static bool HasKarpenter(Item item) =>
        item.Cluster is AksClusterSpec cluster && cluster.Pools.Any(pool => pool.Provisioner == Provisioner.Karpenter);

    private static bool IsSystem(Item item) => item.Name == $"{item.Cluster!.Name}-system-pool";

    private static bool HasGpu(Item item) => !IsSystem(item) && Clouds.Of(item.Cluster!).Gpu(Pool(item)) is not null;

    private static CloudNodePoolSpec Pool(Item item) => item.Cluster!.NodePools.OfType<CloudNodePoolSpec>().Single(pool => Is(item, pool));

    private static bool Is(Item item, NodePoolSpec pool) =>
        item.Name == $"{item.Cluster!.Name}-{pool.Name}-pool"
        || (item.Type == AgentPool && item.Name[..^5] == $"{item.Cluster.Name}-pool-{pool.Name}")
        || (item.Type == NodeGroup && item.Name[..^"-a-pool".Length] == $"{item.Cluster.Name}-{pool.Name}");

    // The share of the pool's groups in other zones.
    private static int Others(Item item, string limit) => item.Siblings
        .Where(other => other.Type == NodeGroup && !IsSystem(other) && Pool(other) == Pool(item))
        .Sum(other => (int)(double)other.Inputs["scalingConfig"]![limit]!);
}

/// <summary>How long a provider may take, as a failure says it.</summary>
internal static class Waiting
{
    /// <summary>What is wrong with the time-outs of a resource; null where nothing is.</summary>
    public static string? Waits(this Item item, PlannedTimeouts expected)
    {
        var actual = item.Resource.Options.CustomTimeouts;
        return actual == expected ? null : $"has {Say(actual)}, not {Say(expected)}";

        static string Say(PlannedTimeouts timeouts) =>
            string.Join(", ", timeouts.Set.Select(set => $"{set.Operation} {set.Duration}")) is { Length: > 0 } set
            ? set : "no time-outs";
    }
}
