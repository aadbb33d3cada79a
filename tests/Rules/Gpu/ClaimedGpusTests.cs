using Infra.AddOns.Gpu;
using Infra.Rules.Gpu;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Gpu;

public class ClaimedGpusTests
{
    private static readonly DraDriver _claims = new() { Gpus = true };

    [Fact]
    public void Accepts_any_pool_where_the_device_plugin_advertises() => Assert.Empty(Fleets.Findings<ClaimedGpus>(Fleets.Of(
        Fleets.Eks with { AddOns = [new GpuOperator()], Pools = [Fleets.EksPool with { Ami = AmiFamily.Bottlerocket }] },
        Fleets.OnPrem with { AddOns = [new GpuOperator(), new DraDriver()] })));

    [Fact]
    public void Accepts_whole_GPUs_and_MIG_devices_on_nodes_that_are_there() => Assert.Empty(Fleets.Findings<ClaimedGpus>(Fleets.Of(
        Fleets.Eks with { AddOns = [_claims], Pools = [Fleets.EksPool with { Min = 4 }] },
        Fleets.OnPrem with
        {
            AddOns = [_claims],
            Pools = [Fleets.OnPremPool with { Gpu = new() { Model = "h100", Count = 8, Sharing = new MigGpu { Profile = "2g.20gb" } } }],
        })));

    [Fact]
    public void Rejects_GPUs_that_would_be_given_away_twice() => Assert.Equal(
        [
            "GPU124 error clusters[0].pools[0]: a device plugin in the image of its nodes advertises the GPUs as well, so each would be " +
            "given away twice where dra-driver has gpus: true. Choose another image, or leave gpus out.",
        ],
        Fleets.Findings<ClaimedGpus>(Fleets.Of(
            Fleets.Eks with { AddOns = [_claims], Pools = [Fleets.EksPool with { Min = 4, Ami = AmiFamily.Bottlerocket }] })));

    [Fact]
    public void Rejects_sharing_that_only_the_device_plugin_does() => Assert.Equal(
        [
            "GPU124 error clusters[0].pools[0].gpu.sharing: the device plugin shares GPUs in this way, and it is off where dra-driver " +
            "has gpus: true. Allowed: mode exclusive or mig; pods share a GPU by naming one ResourceClaim.",
        ],
        Fleets.Findings<ClaimedGpus>(Fleets.Of(Fleets.OnPrem with
        {
            AddOns = [_claims],
            Pools = [Fleets.OnPremPool with { Gpu = new() { Model = "h100", Count = 8, Sharing = new MpsGpu { Replicas = 4 } } }],
        })));

    [Fact]
    public void Rejects_a_pool_that_would_have_to_grow_by_claims() => Assert.Equal(
        [
            "GPU124 error clusters[0].pools[0].min: 0 is not the max of 4, and no autoscaler of the platform starts a node for a claim, " +
            "which is how pods ask where dra-driver has gpus: true. Give both the same number.",
        ],
        Fleets.Findings<ClaimedGpus>(Fleets.Of(Fleets.Aks with { AddOns = [_claims] })));
}
