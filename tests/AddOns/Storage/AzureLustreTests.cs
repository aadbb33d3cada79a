using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.AddOns.Storage;
using Infra.Facts;
using Infra.Facts.Conventions;
using Infra.Specification.Pools;

namespace Infra.Tests.AddOns.Storage;

/// <summary>The driver of Azure Managed Lustre.</summary>
public class AzureLustreTests
{
    private static readonly AzureLustre _driver = new();

    [Fact]
    public void Is_there_exactly_where_AKS_has_a_parallel_file_system()
    {
        var listing = Assert.Single(AddOnList.All, listing => listing.Key == "azure-lustre");
        Assert.True(listing.OnByDefault(Clouds.Of(Fleet.AksParallel)));
        Assert.False(listing.OnByDefault(Clouds.Of(Fleet.Aks)));
        Assert.False(listing.OnByDefault(Clouds.Of(Fleet.Eks with { Storage = new() { Parallel = new() } })));
    }

    [Fact]
    public void Rejects_a_cluster_without_Azure_Managed_Lustre() => Assert.Equal(
        "the cluster has no Azure Managed Lustre file system: set storage.parallel (AKS only), or remove the add-on.",
        _driver.Obstacle(Clouds.Of(Fleet.Aks)));

    [Fact]
    public void Comes_from_the_registry_of_Microsoft_or_from_the_mirror()
    {
        Assert.Equal(
            new ChartSource("oci://mcr.microsoft.com/microsoft.azuremanagedlustre/azurelustre-csi-driver", null),
            Mirror.Chart(Fleet.Platform, _driver.Chart.Name, _driver.Chart.Repository));
        var values = ChartValues.Of(_driver, Fleet.In(Fleet.Mirrored, Fleet.AksParallel));
        Assert.Equal(
            "registry.acme.example/mirror/oss/v2/kubernetes-csi/azurelustre-csi", values["image"]!["repository"]!.GetValue<string>());
    }

    [Fact]
    public void Runs_its_agent_on_every_pool_of_workloads_spot_nodes_included_and_not_on_the_system_pool()
    {
        var values = ChartValues.Of(_driver, Fleet.In(Fleet.Platform, Fleet.AksParallel with
        {
            Pools = [
                .. Fleet.AksParallel.Pools,
                new() { Name = "plain", Machine = "Standard_D8ds_v5", Max = 2, Taints = [new() { Key = "team" }] },
            ],
        }));
        Assert.Equal(
            """[{"key":"kubernetes.azure.com/scalesetpriority","operator":"Exists"},""" +
            """{"key":"nvidia.com/gpu","operator":"Exists"},{"key":"team","operator":"Exists"}]""",
            values["node"]!["tolerations"]!.ToJsonString());
        Assert.Equal("""[{"key":"CriticalAddonsOnly","operator":"Exists"}]""", values["controller"]!["tolerations"]!.ToJsonString());
    }

    [Fact]
    public void Spot_nodes_of_AKS_get_the_GPU_Operators_agents_as_well()
    {
        var cluster = Fleet.AksParallel with { Storage = new() };
        Assert.Equal(Capacity.Spot, cluster.Pools[0].Capacity);
        Assert.Equal(
            """[{"key":"nvidia.com/gpu","operator":"Exists"},{"key":"kubernetes.azure.com/scalesetpriority","operator":"Exists"}]""",
            ChartValues.Of(new GpuOperator(), Fleet.In(Fleet.Platform, cluster))["daemonsets"]!["tolerations"]!.ToJsonString());
    }
}
