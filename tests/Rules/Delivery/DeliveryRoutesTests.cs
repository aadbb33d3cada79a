using Infra.Rules.Delivery;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Networks;

namespace Infra.Tests.Rules.Delivery;

public class DeliveryRoutesTests
{
    private static GitOpsSpec GitOps => new() { Repository = "https://git.acme.example/fleet" };

    private static EksClusterSpec Hub => Fleets.Eks with { Role = ClusterRole.Hub };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<DeliveryRoutes>(Fleets.Sound));

    [Fact]
    public void Accepts_a_push_to_a_public_endpoint_and_a_site_that_says_where_it_is() => Assert.Empty(Of(
        EndpointAccess.Public, Hub, Push(Fleets.Aks),
        Fleets.OnPrem with { ApiEndpoint = "https://10.30.0.10:6443", Delivery = DeliveryWay.Push }));

    [Fact]
    public void Accepts_a_push_through_one_gateway_or_two_that_know_of_each_other()
    {
        Assert.Empty(Of(EndpointAccess.Private, Behind(Hub, "tgw-a"), Push(Behind(Member, "tgw-a"))));
        Assert.Empty(Of(
            EndpointAccess.Private, Behind(Hub, "tgw-a", "10.8.0.0/13"), Push(Behind(Member, "tgw-b", "10.10.0.0/16"))));
    }

    [Fact]
    public void Accepts_a_push_within_one_VPC() => Assert.Empty(Of(EndpointAccess.Private, Shared(Hub), Push(Shared(Member))));

    [Fact]
    public void Accepts_a_pull_whatever_the_route() => Assert.Empty(Of(
        EndpointAccess.Private, Hub, Member with { Delivery = DeliveryWay.Pull }, Fleets.Aks with { Delivery = DeliveryWay.Pull }));

    [Fact]
    public void Rejects_a_push_without_a_route_and_says_why() => Assert.Equal(
        [
            "CLU210 error clusters[1].delivery: delivery is push, but its endpoint is private, and frankfurt shares no VPC with it, no " +
            "transit gateway, and no two of them whose cidrs hold each other's network. Allowed: pull.",
            "CLU210 error clusters[2].delivery: delivery is push, but its API server is private: frankfurt can neither resolve its name " +
            "nor reach its network through a hub network. Allowed: pull.",
            "CLU210 error clusters[3].delivery: delivery is push, but apiEndpoint does not say at which URL frankfurt reaches the API of " +
            "the site. Allowed: pull.",
        ],
        Of(EndpointAccess.Private, Hub, Push(Member), Push(Fleets.Aks), Fleets.OnPrem with { Delivery = DeliveryWay.Push }));

    [Fact]
    public void Rejects_a_push_through_two_gateways_of_which_one_knows_nothing_of_the_other() => Assert.Single(Of(
        EndpointAccess.Private, Behind(Hub, "tgw-a", "10.8.0.0/13"), Push(Behind(Member, "tgw-b", "10.0.0.0/24"))));

    [Fact]
    public void Rejects_a_push_by_a_hub_whose_address_nobody_knows() => Assert.Equal(
        [
            "CLU210 error clusters[1].delivery: delivery is push, but frankfurt has no public address of its own that the public " +
            "endpoint could admit. Allowed: pull.",
            "CLU210 error clusters[2].delivery: delivery is push, but frankfurt has no public address of its own that the public " +
            "endpoint could admit. Allowed: pull.",
        ],
        Of(EndpointAccess.Public, Hub with { Network = Hub.Network with { Egress = EksEgress.Isolated } }, Push(Member), Push(Fleets.Aks)));

    [Fact]
    public void Rejects_a_push_from_a_site_whose_accounts_no_cloud_knows() => Assert.Equal(
        [
            "CLU210 error clusters[1].delivery: delivery is push, but IAM cannot read the keys of the service accounts of berlin. " +
            "Allowed: pull.",
            "CLU210 error clusters[2].delivery: delivery is push, but Entra ID cannot read the keys of the service accounts of berlin. " +
            "Allowed: pull.",
        ],
        Of(EndpointAccess.Public, Fleets.OnPrem with { Role = ClusterRole.Hub }, Push(Member), Push(Fleets.Aks)));

    [Fact]
    public void Rejects_a_push_between_partitions() => Assert.Equal(
        [
            "CLU210 error clusters[1].delivery: delivery is push, but no role of the partition aws-eusc can be assumed from aws, where " +
            "frankfurt is. Allowed: pull.",
        ],
        Of(EndpointAccess.Public, Hub, Push(Member with { Region = "eusc-de-east-1" })));

    [Fact]
    public void Rejects_a_way_where_nothing_is_delivered_and_on_the_hub()
    {
        var pulls = Member with { Delivery = DeliveryWay.Pull };
        Assert.Equal(
            [
                "CLU210 error clusters[0].delivery: delivery is given, but ai-platform:gitOps is missing, so nothing is delivered. Name " +
                "the repository, or remove delivery.",
            ],
            Fleets.Findings<DeliveryRoutes>(Fleets.Of(pulls)));
        Assert.Equal(
            ["CLU210 error clusters[0].delivery: delivery is given, but this is the hub, which delivers to itself. Remove it."],
            Of(EndpointAccess.Public, Hub with { Delivery = DeliveryWay.Push }));
    }

    private static EksClusterSpec Member =>
        Fleets.Eks with { Name = "paris", Region = "eu-west-3", Network = new EksNetworkSpec { Cidr = "10.11.0.0/16" } };

    private static ClusterSpec Push(ClusterSpec cluster) => cluster with { Delivery = DeliveryWay.Push };

    private static EksClusterSpec Behind(EksClusterSpec cluster, string gateway, params string[] cidrs) => cluster with
    {
        Network = cluster.Network with { TransitGateway = new EksTransitGatewaySpec { Id = gateway, Cidrs = [.. cidrs] } },
    };

    private static EksClusterSpec Shared(EksClusterSpec cluster) => cluster with
    {
        Network = cluster.Network with
        {
            Existing = new EksExistingNetworkSpec { Vpc = "vpc-0123456789abcdef0", Nodes = [], ControlPlane = [] },
        },
    };

    private static string[] Of(EndpointAccess endpoints, params ClusterSpec[] clusters)
    {
        var fleet = Fleets.Of(clusters);
        return Fleets.Findings<DeliveryRoutes>(
            fleet with { GitOps = GitOps, Sovereignty = fleet.Sovereignty with { Endpoints = endpoints } });
    }
}
