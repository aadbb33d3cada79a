using Infra.Rules.Gpu;
using Infra.Specification;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Gpu;

public class SharingProvisionersTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(Fleets.Sound));

    [Fact]
    public void Accepts_whole_GPUs_of_Karpenter() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(
            Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Provisioner = Provisioner.Karpenter }] })));

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
                "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Karpenter does not know nvidia.com/gpu.shared and would start no " +
                "node for it (kubernetes-sigs/karpenter#729). Allowed with karpenter: exclusive; to share GPUs, set provisioner to " +
                "managed.",
            ],
            Fleets.Findings<SharingProvisioners>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with
                    {
                        Provisioner = Provisioner.Karpenter,
                        Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 2 } },
                    }],
                })));

    [Fact]
    public void Rejects_parts_of_GPUs_of_Karpenter_on_AKS_which_it_would_count_as_one() =>
        Assert.Equal(
            [
                "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Karpenter counts 1 nvidia.com/gpu on a node that offers 7, and " +
                "would start too many nodes. Allowed with karpenter: exclusive; to share GPUs, set provisioner to managed.",
            ],
            Fleets.Findings<SharingProvisioners>(Fleets.Of(Fleets.Aks with
            {
                Pools = [Fleets.AksPool with
                {
                    Provisioner = Provisioner.Karpenter, Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.12gb" } },
                }],
            })));

    [Fact]
    public void Accepts_whole_GPUs_of_Karpenter_on_AKS_and_parts_of_a_managed_pool() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(Fleets.Of(Fleets.Aks with
        {
            Pools =
            [
                Fleets.AksPool with { Provisioner = Provisioner.Karpenter },
                Fleets.AksPool with { Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.12gb" } } },
            ],
        })));

    [Fact]
    public void Accepts_MPS_on_Bottlerocket() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(OnBottlerocket("g6e.12xlarge", new MpsGpu { Replicas = 2 })));

    [Fact]
    public void Accepts_MIG_on_Bottlerocket_where_it_knows_the_GPU() =>
        Assert.Empty(Fleets.Findings<SharingProvisioners>(OnBottlerocket("p5.48xlarge", new MigGpu { Profile = "1g.10gb" })));

    [Fact]
    public void Rejects_MIG_on_Bottlerocket_where_it_does_not_know_the_GPU() =>
        Assert.Equal(
            [
                "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Bottlerocket does not support MIG on B200 180 GB, only on A100 80 " +
                "GB, A100 40 GB, A30 24 GB, H100 80 GB, H200 141 GB. Allowed with bottlerocket: exclusive, time-slicing, mps; for MIG, " +
                "set ami to al2023.",
            ],
            Fleets.Findings<SharingProvisioners>(OnBottlerocket("p6-b200.48xlarge", new MigGpu { Profile = "1g.23gb" })));

    private static PlatformSpec OnBottlerocket(string machine, GpuSharing sharing) =>
        Fleets.Of(Fleets.Eks with
        {
            Pools = [Fleets.EksPool with { Machine = machine, Ami = AmiFamily.Bottlerocket, Gpu = new GpuSpec { Sharing = sharing } }],
        });
}
