using Infra.Rules.Gpu;
using Infra.Specification;

namespace Infra.Tests.Rules.Gpu;

public class SharingProvisionersTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(Fleets.Sound));

    [Fact]
    public void Accepts_whole_GPUs_of_Karpenter() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(
            Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Provisioner = EksProvisioner.Karpenter }] })));

    [Fact]
    public void Accepts_time_slices_on_Bottlerocket() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(
            Fleets.Of(Fleets.Eks with
            {
                Pools = [Fleets.EksPool with
                {
                    Ami = AmiFamily.Bottlerocket,
                    Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 2 } },
                }],
            })));

    [Fact]
    public void Rejects_time_slices_of_Karpenter() =>
        Assert.Equal(
            [
                "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Karpenter does not know nvidia.com/gpu.shared and starts no " +
                "node for it (kubernetes-sigs/karpenter#729). Allowed with karpenter: exclusive; for sharing set provisioner to " +
                "managed.",
            ],
            Fleets.Findings<SharingProvisioners>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with
                    {
                        Provisioner = EksProvisioner.Karpenter,
                        Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 2 } },
                    }],
                })));

    [Fact]
    public void Rejects_MPS_on_Bottlerocket() =>
        Assert.Equal(
            [
                "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Bottlerocket runs a device plugin of its own, without MIG " +
                "manager and MPS daemon. Allowed with bottlerocket: exclusive, time-slicing; for others set ami to al2023.",
            ],
            Fleets.Findings<SharingProvisioners>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with
                    {
                        Ami = AmiFamily.Bottlerocket,
                        Gpu = new GpuSpec { Sharing = new MpsGpu { Replicas = 2 } },
                    }],
                })));

    [Fact]
    public void Rejects_MIG_on_Bottlerocket() =>
        Assert.Equal(
            [
                "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Bottlerocket runs a device plugin of its own, without MIG " +
                "manager and MPS daemon. Allowed with bottlerocket: exclusive, time-slicing; for others set ami to al2023.",
            ],
            Fleets.Findings<SharingProvisioners>(
                Fleets.Of(Fleets.Eks with
                {
                    Region = "eu-north-1",
                    Pools = [Fleets.EksPool with
                    {
                        Machine = "p5.48xlarge",
                        Ami = AmiFamily.Bottlerocket,
                        Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } },
                    }],
                })));
}
