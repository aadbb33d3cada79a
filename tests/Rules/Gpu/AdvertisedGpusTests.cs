using Infra.AddOns.Gpu;
using Infra.Rules.Gpu;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Gpu;

public class AdvertisedGpusTests
{
    private static readonly EksClusterSpec _neuron =
        Fleets.Eks with { Pools = [new EksNodePoolSpec { Name = "neuron", Machine = "inf2.xlarge", Max = 2 }] };

    [Fact]
    public void Accepts_the_GPU_Operator() =>
        Assert.Empty(Fleets.Findings<AdvertisedGpus>(Fleets.Of(Fleets.Aks with { AddOns = [new GpuOperator()] })));

    [Fact]
    public void Accepts_Bottlerocket_which_advertises_its_GPUs_itself() =>
        Assert.Empty(Fleets.Findings<AdvertisedGpus>(
            Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Ami = AmiFamily.Bottlerocket }] })));

    [Fact]
    public void Accepts_the_device_plugin_for_Neuron() =>
        Assert.Empty(Fleets.Findings<AdvertisedGpus>(Fleets.Of(_neuron with { AddOns = [new NeuronDevicePlugin()] })));

    [Fact]
    public void Warns_of_Neuron_devices_that_nobody_advertises() =>
        Assert.Equal(
            [
                "GPU021 warning clusters[0].pools[0]: the platform installs no device plugin that advertises aws.amazon.com/neuron, " +
                "because neuron-device-plugin is off on this cluster. Turn it on with neuron-device-plugin: {}, or bring your own device " +
                "plugin.",
            ],
            Fleets.Findings<AdvertisedGpus>(Fleets.Of(_neuron)));

    [Fact]
    public void Rejects_a_pool_whose_driver_nobody_installs() =>
        Assert.Equal(
            [
                "GPU021 error clusters[0].pools[0]: nothing installs the driver for its H100 NVL 94 GB: gpu-operator is off on this " +
                "cluster. Turn it on with gpu-operator: {}, or set gpu.driver to node-image.",
            ],
            Fleets.Findings<AdvertisedGpus>(Fleets.Of(Fleets.Aks)));

    [Fact]
    public void Warns_of_GPUs_that_nobody_advertises() =>
        Assert.Equal(
            [
                "GPU021 warning clusters[0].pools[0]: the platform installs no device plugin that advertises nvidia.com/gpu, because " +
                "gpu-operator is off on this cluster. Turn it on with gpu-operator: {}, or bring your own device plugin.",
            ],
            Fleets.Findings<AdvertisedGpus>(Fleets.Of(Fleets.Eks)));
}
