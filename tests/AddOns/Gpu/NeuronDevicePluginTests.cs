using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.AddOns.Scaling;

namespace Infra.Tests.AddOns.Gpu;

public class NeuronDevicePluginTests
{
    [Fact]
    public void Runs_on_the_pools_with_Neuron_devices_whatever_their_taints()
    {
        var plugin = ChartValues.Of(new NeuronDevicePlugin(), Fleet.Context("eks-neuron"))["devicePlugin"]!;

        Assert.Equal(
            """{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[""" +
            """{"key":"ai-platform/pool","operator":"In","values":["serving","training"]}]}]}}}""",
            plugin["affinity"]!.ToJsonString());
        Assert.Equal("""[{"operator":"Exists"}]""", plugin["tolerations"]!.ToJsonString());
        Assert.Equal("system-node-critical", plugin["priorityClassName"]!.GetValue<string>());
    }

    [Fact]
    public void Comes_from_the_mirror_where_there_is_one() => Assert.Equal(
        "registry.acme.example/mirror/neuron/neuron-device-plugin",
        ChartValues.Of(new NeuronDevicePlugin(), Fleet.Context("eks-neuron-mirror"))["devicePlugin"]!["image"]!["repository"]!
            .GetValue<string>());

    [Fact]
    public void Leaves_broken_devices_to_the_monitoring_agent_of_EKS() => Assert.False(
        ChartValues.Of(new NeuronDevicePlugin(), Fleet.Context("eks-neuron"))["npd"]!["enabled"]!.GetValue<bool>());

    [Fact]
    public void Is_on_only_where_there_are_Neuron_devices()
    {
        Assert.True(new NeuronDevicePlugin().OnByDefault(Fleet.Context("eks-neuron").Cloud));
        Assert.False(new GpuOperator().OnByDefault(Fleet.Context("eks-neuron").Cloud));
        Assert.False(new NeuronDevicePlugin().OnByDefault(Fleet.Context("eks").Cloud));
    }

    [Fact]
    public void Rejects_a_cloud_without_Neuron_devices() => Assert.Equal(
        "Inferentia and Trainium exist on Amazon EC2 only; remove the add-on here.",
        new NeuronDevicePlugin().Obstacle(Fleet.Context("aks").Cloud));

    [Fact]
    public void Is_counted_by_Karpenter_which_knows_whole_devices()
    {
        var pool = new Karpenter().Manifests(Fleet.Context("eks-neuron")).Single(manifest => manifest["kind"]!.ToString() == "NodePool");

        Assert.Equal("""{"cpu":"256","aws.amazon.com/neuron":"32"}""", pool["spec"]!["limits"]!.ToJsonString());
        Assert.Equal(
            """[{"key":"aws.amazon.com/neuron","effect":"NoSchedule","value":"present"}]""",
            pool["spec"]!["template"]!["spec"]!["taints"]!.ToJsonString());
    }
}
