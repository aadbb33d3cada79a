using Infra.Rules.Eks;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Tests.Rules.Eks;

public class TransitGatewaysTests
{
    private static readonly EksNetworkSpec _network = new() { Cidr = "10.10.0.0/16", PodCidr = "100.64.0.0/16" };
    private static readonly EksTransitGatewaySpec _gateway = new() { Id = "tgw-0123456789abcdef0", Cidrs = ["10.0.0.0/8"] };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<TransitGateways>(Fleets.Sound));

    [Fact]
    public void Accepts_networks_behind_it_that_hold_the_VPC_as_well() =>
        Assert.Empty(Found(_network with { TransitGateway = _gateway }));

    [Fact]
    public void Accepts_egress_through_it_without_other_routes() => Assert.Empty(
        Found(_network with { Egress = EksEgress.TransitGateway, TransitGateway = _gateway with { Cidrs = [] } }));

    [Fact]
    public void Rejects_egress_through_none() => Assert.Equal(
        [
            "CLU121 error clusters[0].network.egress: egress is transit-gateway, but transitGateway is missing. Give its id and the " +
            "networks behind it.",
        ],
        Found(_network with { Egress = EksEgress.TransitGateway }));

    [Fact]
    public void Rejects_an_attachment_to_which_no_route_leads() => Assert.Equal(
        [
            "CLU121 error clusters[0].network.transitGateway.id: \"tgw-hub\" is not a transit gateway. Give its id, such as " +
            "tgw-0123456789abcdef0.",
            "CLU121 error clusters[0].network.transitGateway.cidrs: cidrs is empty, so no route leads to the transit gateway. Give the " +
            "networks behind it, or set egress to transit-gateway.",
        ],
        Found(_network with { TransitGateway = new EksTransitGatewaySpec { Id = "tgw-hub", Cidrs = [] } }));

    [Fact]
    public void Rejects_networks_that_are_not_behind_it() => Assert.Equal(
        [
            "CLU121 error clusters[0].network.transitGateway.cidrs[0]: \"0.0.0.0/0\" is not a network behind a transit gateway. Allowed: " +
            "an IPv4 network in CIDR notation without host bits, such as 10.0.0.0/8; for all other networks set egress to transit-gateway.",
            "CLU121 error clusters[0].network.transitGateway.cidrs[1]: \"10.10.128.0/17\" is within the VPC itself, 10.10.0.0/16. Leave " +
            "it out.",
            "CLU121 error clusters[0].network.transitGateway.cidrs[2]: \"100.64.0.0/16\" is within the VPC itself, 100.64.0.0/16. Leave " +
            "it out.",
            "CLU121 error clusters[0].network.transitGateway.cidrs[4]: \"10.0.0.0/8\" is given twice. Keep one.",
        ],
        Found(_network with
        {
            TransitGateway = _gateway with { Cidrs = ["0.0.0.0/0", "10.10.128.0/17", "100.64.0.0/16", "10.0.0.0/8", "10.0.0.0/8"] },
        }));

    private static string[] Found(EksNetworkSpec network) =>
        Fleets.Findings<TransitGateways>(Fleets.Of(Fleets.Eks with { Network = network }));
}
