using Infra.Rules.Eks;
using Infra.Rules.Networks;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Tests.Rules.Eks;

public class ExistingNetworksTests
{
    private static readonly EksExistingNetworkSpec _existing = new()
    {
        Vpc = "vpc-0123456789abcdef0",
        Nodes = [Subnet("a", 1, "10.10.0.0/18"), Subnet("b", 2, "10.10.64.0/18")],
        ControlPlane = [Subnet("a", 3, "10.10.192.0/28"), Subnet("b", 4, "10.10.192.16/28")],
        RouteTables = ["rtb-0123456789abcdef0"],
    };

    private static readonly EksNetworkSpec _network = new() { Cidr = "10.10.0.0/16", Zones = 2, Existing = _existing };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ExistingNetworks>(Fleets.Sound));

    [Fact]
    public void Accepts_a_VPC_with_a_subnet_in_each_zone() => Assert.Empty(Found(_network));

    [Fact]
    public void Accepts_pods_in_another_range_of_the_VPC_and_the_control_plane_among_the_nodes() => Assert.Empty(Found(_network with
    {
        Egress = EksEgress.Isolated,
        Existing = _existing with
        {
            ControlPlane = _existing.Nodes,
            Pods = [Subnet("a", 5, "100.64.0.0/17"), Subnet("b", 6, "100.64.128.0/17")],
        },
    }));

    [Fact]
    public void Accepts_two_clusters_in_one_VPC()
    {
        var one = Fleets.Eks with { Network = _network };

        Assert.Empty(Fleets.Findings<DistinctNetworks>(Fleets.Of(one, one with { Name = "second" })));
    }

    [Fact]
    public void Rejects_another_VPC_with_the_same_range()
    {
        var one = Fleets.Eks with { Network = _network };
        var other = one with
        {
            Name = "second",
            Network = _network with { Existing = _existing with { Vpc = "vpc-0123456789abcdef1" } },
        };

        Assert.Equal(
            [
                "CLU009 error clusters[1].network.cidr: \"10.10.0.0/16\" overlaps 10.10.0.0/16 of clusters[0] (frankfurt). The networks " +
                "of a fleet must not overlap.",
            ],
            Fleets.Findings<DistinctNetworks>(Fleets.Of(one, other)));
    }

    [Fact]
    public void Rejects_the_routes_of_an_existing_VPC_where_none_is() => Assert.Equal(
        [
            "CLU120 error clusters[0].network.egress: egress is existing, but the platform creates this VPC. Allowed: nat-per-zone, " +
            "nat-single, transit-gateway, isolated; or describe the VPC in network.existing.",
        ],
        Found(new EksNetworkSpec { Cidr = "10.10.0.0/16", Egress = EksEgress.Existing }));

    [Fact]
    public void Rejects_what_the_platform_makes_only_in_a_VPC_of_its_own() => Assert.Equal(
        [
            "CLU120 error clusters[0].network.egress: egress is nat-single, but the platform makes no gateway in an existing VPC. " +
            "Allowed: existing, isolated.",
            "CLU120 error clusters[0].network.podCidr: the platform adds no range to an existing VPC. Leave podCidr out, and give the " +
            "subnets of the pods in network.existing.pods.",
            "CLU120 error clusters[0].network.transitGateway: the platform changes no routes of an existing VPC. Leave transitGateway " +
            "out, and attach the VPC where it is described.",
        ],
        Found(_network with
        {
            Egress = EksEgress.NatSingle,
            PodCidr = "100.64.0.0/16",
            TransitGateway = new EksTransitGatewaySpec { Id = "tgw-0123456789abcdef0", Cidrs = ["10.0.0.0/8"] },
        }));

    [Fact]
    public void Rejects_ids_of_something_else() => Assert.Equal(
        [
            "CLU120 error clusters[0].network.existing.vpc: \"subnet-0123456789abcdef0\" is not a VPC. Give its id, such as " +
            "vpc-0123456789abcdef0.",
            "CLU120 error clusters[0].network.existing.routeTables[0]: \"main\" is not a route table. Give its id, such as " +
            "rtb-0123456789abcdef0.",
            "CLU120 error clusters[0].network.existing.routeTables[2]: \"rtb-01234567\" is given twice. Keep one.",
            "CLU120 error clusters[0].network.existing.nodes[0].id: \"nodes-a\" is not a subnet. Give its id, such as " +
            "subnet-0123456789abcdef0.",
        ],
        Found(_network with
        {
            Existing = _existing with
            {
                Vpc = "subnet-0123456789abcdef0",
                RouteTables = ["main", "rtb-01234567", "rtb-01234567"],
                Nodes = [_existing.Nodes[0] with { Id = "nodes-a" }, _existing.Nodes[1]],
            },
        }));

    [Fact]
    public void Rejects_subnets_that_are_not_in_the_VPC_or_overlap() => Assert.Equal(
        [
            "CLU120 error clusters[0].network.existing.nodes[0].cidr: \"10.11.0.0/18\" is not in network.cidr, \"10.10.0.0/16\". Give " +
            "the range of the VPC that holds the subnets.",
            "CLU120 error clusters[0].network.existing.nodes[1].cidr: \"10.10.64.1/18\" is not the range of a subnet. Allowed: an IPv4 " +
            "network in CIDR notation without host bits, at most /28, such as 10.10.0.0/18.",
            "CLU120 error clusters[0].network.existing.controlPlane[1].cidr: \"10.10.192.0/24\" overlaps 10.10.192.0/28 of another " +
            "subnet, subnet-01234567890abcde3.",
        ],
        Found(_network with
        {
            Existing = _existing with
            {
                Nodes = [_existing.Nodes[0] with { Cidr = "10.11.0.0/18" }, _existing.Nodes[1] with { Cidr = "10.10.64.1/18" }],
                ControlPlane = [_existing.ControlPlane[0], _existing.ControlPlane[1] with { Cidr = "10.10.192.0/24" }],
            },
        }));

    [Fact]
    public void Rejects_zones_without_a_subnet_and_subnets_without_a_zone() => Assert.Equal(
        [
            "CLU120 error clusters[0].network.existing.nodes[1].zone: \"z\" is not a zone of eu-central-1. Allowed: a, b, c.",
            "CLU120 error clusters[0].network.existing.nodes: nodes names 2 subnets, but network.zones is 3. Give one subnet " +
            "for each zone.",
            "CLU120 error clusters[0].network.existing.controlPlane[1].zone: zone c has two subnets in controlPlane. Give one " +
            "for each zone.",
            "CLU120 error clusters[0].network.existing.controlPlane: controlPlane has no subnet in a, z, where nodes are. Give one for " +
            "each zone.",
            "CLU120 error clusters[0].network.existing.controlPlane: controlPlane has a subnet in c, where no nodes are. Leave it out.",
        ],
        Found(_network with
        {
            Zones = 3,
            Existing = _existing with
            {
                Nodes = [_existing.Nodes[0], _existing.Nodes[1] with { Zone = "z" }],
                ControlPlane = [_existing.ControlPlane[0] with { Zone = "c" }, _existing.ControlPlane[1] with { Zone = "c" }],
            },
        }));

    private static EksSubnetSpec Subnet(string zone, int number, string cidr) =>
        new() { Zone = zone, Id = $"subnet-01234567890abcde{number}", Cidr = cidr };

    private static string[] Found(EksNetworkSpec network) =>
        Fleets.Findings<ExistingNetworks>(Fleets.Of(Fleets.Eks with { Network = network }));
}
