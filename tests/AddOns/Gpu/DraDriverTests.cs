using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;

namespace Infra.Tests.AddOns.Gpu;

public class DraDriverTests
{
    private static readonly DraDriver _claims = new() { Gpus = true };

    /// <summary>A pool of a fixed size of each kind of cluster, whose GPUs pods claim.</summary>
    public static TheoryData<string> Claimed => ["eks", "aks", "rke2", "openshift"];

    [Fact]
    public void Makes_ComputeDomains_where_NVLink_connects_nodes_and_leaves_GPUs_to_the_device_plugin()
    {
        var context = Fleet.Context("rke2-gb200");
        var values = ChartValues.Of(new DraDriver(), context);

        Assert.Contains(AddOn.Of(context.Cluster), addOn => addOn is DraDriver);
        Assert.Equal(
            """{"gpus":{"enabled":false},"computeDomains":{"enabled":true}}""", values["resources"]!.ToJsonString());
        Assert.False((bool)values["gpuResourcesEnabledOverride"]!);
        Assert.Equal(2, (int)values["controller"]!["replicas"]!);
        Assert.True((bool)values["controller"]!["leaderElection"]!["enabled"]!);
        Assert.Null(ChartValues.Of(new GpuOperator(), context)["devicePlugin"]!["enabled"]);
    }

    [Theory]
    [MemberData(nameof(Claimed))]
    public void Gives_away_GPUs_only_where_the_device_plugin_does_not(string variant)
    {
        var context = Claiming(Fleet.Context(variant).Cluster);
        var values = ChartValues.Of(_claims, context);

        Assert.Null(_claims.Obstacle(context.Cloud));
        Assert.True((bool)values["resources"]!["gpus"]!["enabled"]!);
        Assert.True((bool)values["gpuResourcesEnabledOverride"]!);
        Assert.Empty(ChartPaths.Of(_claims.Chart).Unknown(values));
        if (context.Cluster.IsOpenShift)
        {
            var policy = new GpuOperator().Manifests(context).Single(manifest => (string?)manifest["kind"] == "ClusterPolicy");
            Assert.False((bool)policy["spec"]!["devicePlugin"]!["enabled"]!);
        }
        else
        {
            Assert.False((bool)ChartValues.Of(new GpuOperator(), context)["devicePlugin"]!["enabled"]!);
        }
    }

    [Theory]
    [InlineData("eks", "/")]
    [InlineData("rke2", "/run/nvidia/driver")]
    public void Finds_the_driver_where_its_owner_put_it(string variant, string root) => Assert.Equal(
        root, (string?)ChartValues.Of(_claims, Fleet.Context(variant))["nvidiaDriverRoot"]);

    [Fact]
    public void Is_claimed_by_the_class_of_whole_GPUs_or_of_MIG_devices()
    {
        Assert.Equal("gpu.nvidia.com", Assert.Single(Claiming(Fleet.Rke2).Cloud.GpuNodes).ResourceName);
        var cut = Fleet.Rke2.Pools[0] with { Gpu = new() { Model = "h100", Count = 8, Sharing = new MigGpu { Profile = "2g.20gb" } } };
        Assert.Equal(
            "mig.nvidia.com", Assert.Single(Claiming(Fleet.Rke2 with { Pools = [cut] }).Cloud.GpuNodes).ResourceName);
        Assert.Equal("nvidia.com/gpu", Assert.Single(Fleet.Context("rke2").Cloud.GpuNodes).ResourceName);
    }

    [Fact]
    public void Comes_from_the_mirror() => Assert.Equal(
        $"{Fleet.Registry}/dra-driver-nvidia/dra-driver-nvidia-gpu",
        (string?)ChartValues.Of(_claims, Fleet.Context("k3s-mirror"))["image"]!["repository"]);

    [Fact]
    public void Needs_the_version_that_has_claims_and_something_to_do()
    {
        Assert.Equal(
            "dynamic resource allocation is on by default since Kubernetes 1.34. Upgrade the cluster, or remove the add-on here.",
            _claims.Obstacle(Clouds.Of(Fleet.Eks with { Version = "1.33" })));
        Assert.Null(_claims.Obstacle(Clouds.Of(Fleet.Eks with { Version = "1.34" })));
        Assert.Equal(
            "no pool has GPUs that share memory with those of other nodes, so the driver has nothing to do. Set gpus: true, or remove " +
            "the add-on here.",
            new DraDriver().Obstacle(Fleet.Context("rke2").Cloud));
        Assert.DoesNotContain(Fleet.Contexts, variant =>
            variant.Context.Cluster.Version == "1.33" && new DraDriver().OnByDefault(variant.Context.Cloud));
    }

    private static ClusterContext Claiming(ClusterSpec cluster) =>
        Clouds.Context(Fleet.Platform, cluster with { AddOns = [new GpuOperator(), _claims] });
}
