using Infra.Rules.Gpu;
using Infra.Specification;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Gpu;

public class NeuronMachinesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<NeuronMachines>(Fleets.Sound));

    [Fact]
    public void Accepts_a_Neuron_pool_that_says_nothing_of_GPUs() => Assert.Empty(Fleets.Findings<NeuronMachines>(With(null)));

    [Fact]
    public void Rejects_the_GPUs_and_the_sharing_of_a_Neuron_pool() =>
        Assert.Equal(
            [
                "GPU120 error clusters[0].pools[0].gpu: inf2.24xlarge has no GPU but 6 x Inferentia2 32 GiB, which no setting of gpu " +
                "shares. Leave gpu out; pods that need less than a device request aws.amazon.com/neuroncore.",
            ],
            Fleets.Findings<NeuronMachines>(With(new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } })));

    [Fact]
    public void Rejects_it_alone() => Assert.Empty(Fleets.Findings<MachineGpus>(With(new GpuSpec { Model = "h100" })));

    private static PlatformSpec With(GpuSpec? gpu) => Fleets.Of(Fleets.Eks with
    {
        Pools = [new EksNodePoolSpec { Name = "neuron", Machine = "inf2.24xlarge", Max = 2, Gpu = gpu }],
    });
}
