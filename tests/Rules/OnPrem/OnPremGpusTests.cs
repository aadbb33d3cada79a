using Infra.Rules.OnPrem;
using Infra.Specification.Gpu;

namespace Infra.Tests.Rules.OnPrem;

public class OnPremGpusTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OnPremGpus>(Fleets.Sound));

    [Fact]
    public void Rejects_a_pool_that_does_not_say_which() =>
        Assert.Equal(
            [
                "GPU002 error clusters[0].pools[0].gpu.model: model is missing. Allowed: a10, a100, a100-40gb, a10g, a30, a40, b200, " +
                "b300, gb200, gb300, h100, h100-nvl, h20, h200, l4, l40, l40s, rtx-6000-ada, rtx-pro-6000, t4 and 2 more.",
                "GPU002 error clusters[0].pools[0].gpu.count: count is missing. Give the number of GPUs per node, 1 to 16.",
            ],
            Fleets.Findings<OnPremGpus>(Fleets.Of(Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Gpu = new GpuSpec() }] })));

    [Fact]
    public void Rejects_a_misspelt_model() =>
        Assert.Equal(
            [
                "GPU002 error clusters[0].pools[0].gpu.model: \"h100nvl\" is not a GPU model in the catalogue. Did you mean " +
                "\"h100-nvl\"? Allowed: a10, a100, a100-40gb, a10g, a30, a40, b200, b300, gb200, gb300, h100, h100-nvl, h20, h200, l4, " +
                "l40, l40s, rtx-6000-ada, rtx-pro-6000, t4 and 2 more.",
            ],
            Fleets.Findings<OnPremGpus>(
                Fleets.Of(Fleets.OnPrem with
                {
                    Pools = [Fleets.OnPremPool with { Gpu = new GpuSpec { Model = "h100nvl", Count = 8 } }],
                })));

    [Fact]
    public void Rejects_more_GPUs_than_a_node_holds() =>
        Assert.Equal(
            [
                "GPU002 error clusters[0].pools[0].gpu.count: count is 80. Allowed: 1 to 16.",
            ],
            Fleets.Findings<OnPremGpus>(
                Fleets.Of(Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Gpu = new GpuSpec { Model = "h100", Count = 80 } }] })));
}
