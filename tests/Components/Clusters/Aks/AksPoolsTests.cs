using Infra.Catalogue;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Specification;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksPoolsTests
{
    private const string Name = "west-pool-inference";

    private static readonly PlatformSpec _providerKeys = AksPlan.Platform with
    {
        Sovereignty = AksPlan.Platform.Sovereignty with { Keys = KeyManagement.ProviderManaged },
    };

    [Theory]
    [InlineData("Standard_D4ds_v5", null, "Ephemeral")]
    [InlineData("Standard_D4ds_v5", 151, "Managed")]
    [InlineData("Standard_D2ds_v5", null, "Managed")]
    [InlineData("Standard_D2ds_v5", 75, "Ephemeral")]
    public async Task Keeps_the_system_on_the_machines_own_disk_where_it_fits(string machine, int? diskGiB, string disk)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { SystemPool = new SystemPoolSpec { Machine = machine, DiskGiB = diskGiB } });
        Assert.Equal(disk, plan.Input("west-cluster", "agentPoolProfiles.0.osDiskType"));
        Assert.Equal((double)(diskGiB ?? 128), plan.Input("west-cluster", "agentPoolProfiles.0.osDiskSizeGB"));
    }

    [Fact]
    public async Task Sizes_the_system_pool_as_the_specification_says()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { SystemPool = new SystemPoolSpec { Min = 4, Max = 9 } });
        Assert.Null(plan.Input("west-cluster", "agentPoolProfiles.0.count"));
        Assert.Equal(4.0, plan.Input("west-cluster", "agentPoolProfiles.0.minCount"));
        Assert.Equal(9.0, plan.Input("west-cluster", "agentPoolProfiles.0.maxCount"));
    }

    [Fact]
    public async Task Tags_the_machines_of_every_pool_with_the_cluster_that_pays_for_them()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Pools = [AksPlan.Pool, AksPlan.Pool with { Name = "plain", Machine = "Standard_D8ds_v5" }],
        });
        Assert.Equal("west", plan.Input("west-cluster", "agentPoolProfiles.0.tags.ai-platform-cluster"));
        Assert.Equal("west", plan.Input(plan.AgentPool(Name), "tags.ai-platform-cluster"));
        Assert.Equal("acme", plan.Input(plan.AgentPool("west-pool-plain"), "tags.ai-platform-organization"));
        // What the autoscaler reads is there as well.
        Assert.Equal("1", plan.Text(plan.AgentPool(Name), "tags", "k8s.io_cluster-autoscaler_node-template_resources_nvidia.com_gpu"));
    }

    [Fact]
    public void Knows_the_temporary_disk_of_every_machine_that_the_catalogue_sells() =>
        Assert.All(AzureProfile.Profile.Machines.Values, machine => Assert.True(machine.TemporaryDiskGiB > 0, machine.Name));

    [Fact]
    public async Task Encrypts_every_host_whoever_has_the_keys()
    {
        var plan = await AksPlan.Of(_providerKeys, AksPlan.Cluster with { Pools = [AksPlan.Pool] });
        Assert.Equal(true, plan.Input("west-cluster", "agentPoolProfiles.0.enableEncryptionAtHost"));
        Assert.Equal(true, plan.Input(plan.AgentPool(Name), "enableEncryptionAtHost"));
    }

    [Fact]
    public async Task Creates_one_inline_system_pool_in_three_zones_for_the_platform_alone()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [AksPlan.Pool] });
        const string pool = "agentPoolProfiles.0";
        Assert.Null(plan.Input("west-cluster", "agentPoolProfiles.1"));
        Assert.Equal("System", plan.Input("west-cluster", $"{pool}.mode"));
        Assert.Equal(["1", "2", "3"], plan.Strings("west-cluster", $"{pool}.availabilityZones"));
        Assert.Equal(["CriticalAddonsOnly=true:NoSchedule"], plan.Strings("west-cluster", $"{pool}.nodeTaints"));
        Assert.Equal("Ephemeral", plan.Input("west-cluster", $"{pool}.osDiskType"));
        Assert.Equal("33%", plan.Input("west-cluster", $"{pool}.upgradeSettings.maxSurge"));
        Assert.Equal(true, plan.Input("west-cluster", $"{pool}.enableEncryptionAtHost"));
    }

    [Theory]
    [InlineData(null, "None")]
    [InlineData(GpuDriverOwner.Operator, "None")]
    [InlineData(GpuDriverOwner.NodeImage, "Install")]
    public async Task Gives_the_driver_to_exactly_one_owner(GpuDriverOwner? owner, string driver)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [AksPlan.Pool with { Gpu = new GpuSpec { Driver = owner } }] });
        Assert.Equal(driver, plan.Input(plan.AgentPool(Name), "gpuProfile.driver"));
        Assert.Equal(["nvidia.com/gpu=present:NoSchedule"], plan.Strings(plan.AgentPool(Name), "nodeTaints"));
        var options = plan.Options("azure-native:containerservice:AgentPool", plan.AgentPool(Name));
        Assert.Null(plan.Input(plan.AgentPool(Name), "count"));
        Assert.Equal(TimeSpan.FromMinutes(90), options.CustomTimeouts!.Create);
    }

    [Fact]
    public void Labels_a_pool_with_how_its_gpus_are_cut()
    {
        var pool = AksPlan.Pool with { Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.12gb" } } };
        var labels = AksNodeSettings.Labels(pool, new AksFacts(AksPlan.Cluster).Gpu(pool));
        Assert.Equal("inference", labels["ai-platform/pool"]);
        Assert.Equal("exclusive", labels["nvidia.com/device-plugin.config"]);
        Assert.Equal("all-1g.12gb", labels["nvidia.com/mig.config"]);
    }

    [Fact]
    public void Labels_a_pool_with_how_its_gpus_are_shared()
    {
        var sharing = new TimeSlicedGpu { Replicas = 4 };
        var pool = AksPlan.Pool with { Machine = "Standard_NC4as_T4_v3", Gpu = new GpuSpec { Sharing = sharing } };
        var labels = AksNodeSettings.Labels(pool, new AksFacts(AksPlan.Cluster).Gpu(pool));
        Assert.Equal("time-slicing-4", labels["nvidia.com/device-plugin.config"]);
        Assert.DoesNotContain("nvidia.com/mig.config", labels.Keys);
    }

    [Theory]
    [InlineData("Standard_NC80adis_H100_v5", OsDisk.Managed, 200, "1", Capacity.OnDemand, null)]
    [InlineData("Standard_NC40ads_H100_v5", OsDisk.Ephemeral, 200, "1", Capacity.OnDemand, null)]
    [InlineData("Standard_NC40ads_H100_v5", OsDisk.Managed, 256, "1", Capacity.OnDemand, null)]
    [InlineData("Standard_NC40ads_H100_v5", OsDisk.Managed, 200, "2", Capacity.OnDemand, null)]
    [InlineData("Standard_NC40ads_H100_v5", OsDisk.Managed, 200, "1", Capacity.Spot, null)]
    [InlineData("Standard_NC40ads_H100_v5", OsDisk.Managed, 200, "1", Capacity.OnDemand, GpuDriverOwner.NodeImage)]
    public async Task Makes_another_pool_beside_the_old_one_for_what_AKS_cannot_change(
        string machine, OsDisk osDisk, int diskGiB, string zone, Capacity capacity, GpuDriverOwner? driver)
    {
        var before = AksPlan.Pool with { Zones = ["1"] };
        var after = before with
        {
            Machine = machine, OsDisk = osDisk, DiskGiB = diskGiB, Zones = [zone], Capacity = capacity,
            Gpu = new GpuSpec { Driver = driver },
        };
        var (old, changed) = (await NameAsync(before), await NameAsync(after));
        Assert.NotEqual(old, changed);
        Assert.All([old, changed], names =>
        {
            // Of which the engine makes the new one first, because it is another resource.
            Assert.Equal($"west-pool-inference-{names.InAks[^4..]}", names.InPlan);
            Assert.Matches("^inferenc[0-9a-z]{4}$", names.InAks);
        });
    }

    [Fact]
    public async Task Keeps_the_pool_for_what_AKS_can_change()
    {
        var pool = AksPlan.Pool with { Zones = ["1", "2"] };
        var changed = pool with
        {
            Min = 1, Max = 9, Version = "1.34", MaxSurge = "2", Zones = ["2", "1"],
            Taints = [new TaintSpec { Key = "team", Value = "vision" }],
            Labels = pool.Labels.Add("team", "vision"), Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.12gb" } },
        };
        Assert.Equal(await NameAsync(pool), await NameAsync(changed));
    }

    [Fact]
    public async Task Names_a_pool_differently_from_another_with_the_same_beginning()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Pools = [AksPlan.Pool with { Name = "inference1" }, AksPlan.Pool with { Name = "inference2" }],
        });
        Assert.NotEqual(
            plan.Input(plan.AgentPool("west-pool-inference1"), "agentPoolName"),
            plan.Input(plan.AgentPool("west-pool-inference2"), "agentPoolName"));
        Assert.Equal("inference2", plan.Text(plan.AgentPool("west-pool-inference2"), "nodeLabels", "ai-platform/pool"));
    }

    [Fact]
    public void Writes_taints_as_AKS_reads_them() => Assert.Equal<string>(
        ["team=vision:NoExecute", "spare:NoSchedule"],
        AksNodeSettings.Taints(
            AksPlan.Pool with
            {
                Taints =
                [
                    new TaintSpec { Key = "team", Value = "vision", Effect = TaintEffect.NoExecute },
                    new TaintSpec { Key = "spare" },
                ],
            },
            gpu: null));

    [Fact]
    public async Task Buys_spot_machines_without_what_AKS_refuses_on_them()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [AksPlan.Pool with { Capacity = Capacity.Spot }] });
        Assert.Equal("Spot", plan.Input(plan.AgentPool(Name), "scaleSetPriority"));
        Assert.Equal("Delete", plan.Input(plan.AgentPool(Name), "scaleSetEvictionPolicy"));
        Assert.Equal(-1.0, plan.Input(plan.AgentPool(Name), "spotMaxPrice"));
        Assert.Null(plan.Input(plan.AgentPool(Name), "upgradeSettings"));

        // What AKS adds is stated: a later change of labels or taints would otherwise take it away.
        Assert.Equal("spot", plan.Text(plan.AgentPool(Name), "nodeLabels", "kubernetes.azure.com/scalesetpriority"));
        Assert.Equal(
            ["nvidia.com/gpu=present:NoSchedule", "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
            plan.Strings(plan.AgentPool(Name), "nodeTaints"));
    }

    [Fact]
    public async Task Upgrades_reserved_machines_in_place_since_a_reservation_has_none_to_spare()
    {
        const string group =
            "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/gpus/providers/Microsoft.Compute/" +
            "capacityReservationGroups/h100";
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Pools =
            [
                AksPlan.Pool with { Capacity = Capacity.Reserved, Reservation = group, Zones = ["2"] },
                AksPlan.Pool with { Name = "batch", Capacity = Capacity.Reserved, Reservation = group, Zones = ["2"] },
            ],
        });
        Assert.Equal(group, plan.Input(plan.AgentPool(Name), "capacityReservationGroupID"));
        Assert.Equal(["2"], plan.Strings(plan.AgentPool(Name), "availabilityZones"));
        Assert.Equal("0", plan.Input(plan.AgentPool(Name), "upgradeSettings.maxSurge"));
        Assert.Equal("1", plan.Input(plan.AgentPool(Name), "upgradeSettings.maxUnavailable"));

        // AKS may place nodes in it: granted once, before the cluster, in the subscription of the reservation.
        const string grant = "west-control-plane-on-gpus-h100-role";
        Assert.Equal(group, plan.Input(grant, "scope"));
        Assert.StartsWith(
            "/subscriptions/00000000-0000-4000-8000-000000000002/",
            (string?)plan.Input(grant, "roleDefinitionId"),
            StringComparison.Ordinal);
        Assert.Contains(grant, plan.DependsOn("west-cluster", "azure-native:authorization:RoleAssignment"));
    }

    [Theory]
    [InlineData("3", null)]
    [InlineData("0", "1")]
    public async Task Surges_as_the_specification_says(string surge, string? unavailable)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [AksPlan.Pool with { MaxSurge = surge }] });
        Assert.Equal(surge, plan.Input(plan.AgentPool(Name), "upgradeSettings.maxSurge"));
        Assert.Equal(unavailable, plan.Input(plan.AgentPool(Name), "upgradeSettings.maxUnavailable"));
    }

    [Fact]
    public async Task Surges_a_third_of_a_plain_pool_and_takes_one_node_of_a_gpu_pool_down_first()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Pools = [AksPlan.Pool, AksPlan.Pool with { Name = "plain", Machine = "Standard_D8ds_v5" }],
        });
        var (gpu, plain) = (plan.AgentPool(Name), plan.AgentPool("west-pool-plain"));
        Assert.Equal("0", plan.Input(gpu, "upgradeSettings.maxSurge"));
        Assert.Equal("1", plan.Input(gpu, "upgradeSettings.maxUnavailable"));
        Assert.Equal("Cordon", plan.Input(gpu, "upgradeSettings.undrainableNodeBehavior"));
        Assert.Equal(60.0, plan.Input(gpu, "upgradeSettings.drainTimeoutInMinutes"));
        Assert.Equal("33%", plan.Input(plain, "upgradeSettings.maxSurge"));
        Assert.Null(plan.Input(plain, "upgradeSettings.undrainableNodeBehavior"));
        Assert.Null(plan.Input(plain, "gpuProfile"));
    }

    private static async Task<(string InPlan, string InAks)> NameAsync(AksNodePoolSpec pool)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Pools = [pool] });
        var name = plan.AgentPool(Name);
        return (name, (string)plan.Input(name, "agentPoolName")!);
    }
}
