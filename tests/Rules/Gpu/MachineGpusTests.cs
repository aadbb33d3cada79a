using Infra.Rules.Gpu;
using Infra.Specification.Gpu;

namespace Infra.Tests.Rules.Gpu;

public class MachineGpusTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MachineGpus>(Fleets.Sound));

    [Fact]
    public void Accepts_the_model_of_the_machine() =>
        Assert.Empty(Fleets.Findings<MachineGpus>(
            Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Model = "l40s", Count = 4 } }] })));

    [Fact]
    public void Rejects_another_model_than_the_machine_has() =>
        Assert.Equal(
            [
                "GPU001 error clusters[0].pools[0].gpu.model: \"h100\" is not the GPU of g6e.12xlarge. Allowed: l40s, or leave " +
                "it out.",
            ],
            Fleets.Findings<MachineGpus>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Model = "h100" } }] })));

    [Fact]
    public void Rejects_another_count_than_the_machine_has() =>
        Assert.Equal(
            [
                "GPU001 error clusters[0].pools[0].gpu.count: g6e.12xlarge does not have 8 GPUs. Allowed: 4, or leave it out.",
            ],
            Fleets.Findings<MachineGpus>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Count = 8 } }] })));

    [Fact]
    public void Rejects_GPUs_on_a_machine_without() =>
        Assert.Equal(
            [
                "GPU001 error clusters[0].pools[0].gpu: Standard_D8ds_v5 has no GPU. Leave gpu out, or choose a machine with " +
                "one: Standard_NC16as_T4_v3, Standard_NC24ads_A100_v4, Standard_NC40ads_H100_v5, Standard_NC48ads_A100_v4, " +
                "Standard_NC4as_T4_v3, Standard_NC64as_T4_v3, Standard_NC80adis_H100_v5, Standard_NC8as_T4_v3, " +
                "Standard_NC96ads_A100_v4, Standard_ND96amsr_A100_v4, Standard_ND96isr_H100_v5, Standard_NV36ads_A10_v5, " +
                "Standard_NV72ads_A10_v5.",
            ],
            Fleets.Findings<MachineGpus>(
                Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { Machine = "Standard_D8ds_v5", Gpu = new GpuSpec() }] })));
}
