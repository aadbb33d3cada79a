using Infra.Catalogue;
using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class SiteInterconnectsTests
{
    [Theory]
    [InlineData(Interconnect.None)]
    [InlineData(Interconnect.InfiniBand)]
    [InlineData(Interconnect.Roce)]
    public void Accepts_what_ones_own_machines_have(Interconnect network) => Assert.Empty(
        Fleets.Findings<SiteInterconnects>(Fleets.Of(
            Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Interconnect = network }] })));

    [Fact]
    public void Rejects_a_network_of_Amazon() => Assert.Equal(
        ["GPU125 error clusters[0].pools[0].interconnect: \"efa\" exists on Amazon EC2 only. Allowed: none, infiniband, roce."],
        Fleets.Findings<SiteInterconnects>(Fleets.Of(
            Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Interconnect = Interconnect.Efa }] })));

    [Fact]
    public void Rejects_a_network_for_GPUs_where_there_are_none() => Assert.Equal(
        [
            "GPU125 error clusters[0].pools[0].interconnect: the network operator serves pools with GPUs, and this one has none. Leave " +
            "it out.",
        ],
        Fleets.Findings<SiteInterconnects>(Fleets.Of(
            Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Gpu = null, Interconnect = Interconnect.Roce }] })));
}
