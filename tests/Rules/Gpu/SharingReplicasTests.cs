using Infra.Rules.Gpu;
using Infra.Specification.Gpu;

namespace Infra.Tests.Rules.Gpu;

public class SharingReplicasTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(48)]
    public void Accepts_the_fewest_and_the_most_replicas(int replicas) => Assert.Empty(Fleets.Findings<SharingReplicas>(Fleets.Of(
        Fleets.Eks with { Pools = [Fleets.EksPool with { Gpu = new() { Sharing = new TimeSlicedGpu { Replicas = replicas } } }] })));

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SharingReplicas>(Fleets.Sound));

    [Fact]
    public void Accepts_four_pods_on_a_GPU() =>
        Assert.Empty(Fleets.Findings<SharingReplicas>(
            Fleets.Of(Fleets.Eks with
            {
                Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } } }],
            })));

    [Fact]
    public void Rejects_a_GPU_shared_by_one() =>
        Assert.Equal(
            [
                "GPU004 error clusters[0].pools[0].gpu.sharing.replicas: replicas is 1. Allowed: 2 to 48.",
            ],
            Fleets.Findings<SharingReplicas>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 1 } } }],
                })));

    [Fact]
    public void Rejects_more_clients_than_MPS_serves() =>
        Assert.Equal(
            [
                "GPU004 error clusters[0].pools[0].gpu.sharing.replicas: replicas is 49. Allowed: 2 to 48.",
            ],
            Fleets.Findings<SharingReplicas>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Sharing = new MpsGpu { Replicas = 49 } } }],
                })));
}
