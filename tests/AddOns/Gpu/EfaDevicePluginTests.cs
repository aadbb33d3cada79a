using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;

namespace Infra.Tests.AddOns.Gpu;

public class EfaDevicePluginTests
{
    [Fact]
    public void Runs_on_the_pools_that_train_over_EFA_whatever_their_taints()
    {
        var values = ChartValues.Of(new EfaDevicePlugin(), Fleet.Context("eks-karpenter"));

        Assert.Equal("""{"keys":["ai-platform/pool"],"values":["training"]}""", values["supportedInstanceLabels"]!.ToJsonString());
        Assert.Equal("""[{"operator":"Exists"}]""", values["tolerations"]!.ToJsonString());
    }

    [Fact]
    public void Comes_from_the_mirror_where_there_is_one() => Assert.Equal(
        "registry.acme.example/mirror/eks/aws-efa-k8s-device-plugin",
        ChartValues.Of(new EfaDevicePlugin(), Fleet.Context("eks-karpenter-mirror"))["image"]!["repository"]!.GetValue<string>());

    [Fact]
    public void Alone_hands_out_EFA_interfaces()
    {
        Assert.Equal(
            """[{"name":"MOFED_ENABLED","value":"false"}]""",
            ChartValues.Of(new GpuOperator(), Fleet.Context("eks-karpenter"))["devicePlugin"]!["env"]!.ToJsonString());
        Assert.False(ChartValues.Of(new GpuOperator(), Fleet.Context("eks"))["devicePlugin"]!.AsObject().ContainsKey("env"));
    }

    [Fact]
    public void Rejects_a_cluster_without_EFA() =>
        Assert.Equal("EFA exists on Amazon EC2 only; remove the add-on here.", new EfaDevicePlugin().Obstacle(Fleet.Context("aks").Cloud));
}
