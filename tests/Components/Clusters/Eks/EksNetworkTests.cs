using Infra.AddOns.Scaling;
using Infra.Facts;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;
using Infra.Specification.Pools;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksNetworkTests
{
    private const string Route = "aws:ec2/route:Route";
    private const string Subnet = "aws:ec2/subnet:Subnet";
    private const string Group = "${frankfurt-cluster.vpcConfig.clusterSecurityGroupId}";

    private static readonly EksClusterSpec _existing = EksPlan.Cluster with
    {
        Network = new EksNetworkSpec
        {
            Cidr = "10.10.0.0/16",
            Zones = 2,
            Existing = new EksExistingNetworkSpec
            {
                Vpc = "vpc-0123456789abcdef0",
                Nodes = [Of("b", 1, "10.10.0.0/18"), Of("c", 2, "10.10.64.0/18")],
                ControlPlane = [Of("b", 3, "10.10.192.0/28"), Of("c", 4, "10.10.192.16/28")],
                Pods = [Of("b", 5, "100.64.0.0/17"), Of("c", 6, "100.64.128.0/17")],
                RouteTables = ["rtb-0123456789abcdef0"],
            },
        },
        PrivateAccessCidrs = ["10.0.0.0/24"],
        Storage = new() { Shared = new(), Parallel = new() },
        Pools = [new EksNodePoolSpec { Name = "inference", Machine = "g6e.12xlarge", Max = 4, Zones = ["c"] }],
    };

    [Fact]
    public async Task Makes_nothing_of_a_network_in_an_existing_VPC_but_security_groups_and_endpoints()
    {
        var plan = await EksPlan.Of(_existing);

        Assert.Equal(
            ["aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/vpcEndpoint:VpcEndpoint"],
            plan.Types.Where(type => type.StartsWith("aws:ec2/", StringComparison.Ordinal)));
        Assert.Equal("vpc-0123456789abcdef0", plan.Input("frankfurt-endpoints-sg", "vpcId"));
        Assert.Equal("vpc-0123456789abcdef0", plan.Input("frankfurt-api-sg", "vpcId"));
        Assert.Equal(["rtb-0123456789abcdef0"], plan.Strings("frankfurt-endpoint-s3", "routeTableIds"));
        Assert.DoesNotContain("/aws/vpc/acme-test-frankfurt/flow-logs", plan.NamesOf("aws:cloudwatch/logGroup:LogGroup"));
    }

    [Fact]
    public async Task Puts_everything_into_the_subnets_of_an_existing_VPC()
    {
        var plan = await EksPlan.Of(_existing);

        Assert.Equal([Id(3), Id(4)], plan.Strings("frankfurt-cluster", "vpcConfig.subnetIds"));
        Assert.Equal([Id(3), Id(4)], plan.Strings("frankfurt-endpoint-ec2", "subnetIds"));
        Assert.Equal([Id(1), Id(2)], plan.Strings("frankfurt-system-pool", "subnetIds"));
        Assert.Equal([Id(2)], plan.Strings("frankfurt-inference-pool", "subnetIds"));
        Assert.Equal(Id(2), plan.Input("frankfurt-shared-c", "subnetId"));
        Assert.Equal(Id(1), plan.Text("frankfurt-class-parallel", "parameters", "subnetId"));
    }

    [Fact]
    public async Task Makes_no_endpoints_where_they_exist()
    {
        var network = _existing.Network.Existing! with { ServiceEndpoints = EksEndpointOwner.Existing, RouteTables = [] };
        var plan = await EksPlan.Of(_existing with { Network = _existing.Network with { Existing = network } });

        Assert.DoesNotContain("aws:ec2/vpcEndpoint:VpcEndpoint", plan.Types);
    }

    [Fact]
    public void Tells_Karpenter_the_subnets_of_an_existing_VPC_by_id()
    {
        var cluster = _existing with { Pools = [_existing.Pools[0] with { Provisioner = Provisioner.Karpenter }] };
        var node = new Karpenter().Manifests(Clouds.Context(EksPlan.Platform, cluster))
            .Single(manifest => manifest["kind"]!.ToString() == "EC2NodeClass");

        Assert.Equal(
            $$"""[{"id":"{{Id(1)}}"},{"id":"{{Id(2)}}"}]""", node["spec"]!["subnetSelectorTerms"]!.ToJsonString());
    }

    [Fact]
    public async Task Gives_pods_a_second_range_of_the_VPC()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Network = EksPlan.Cluster.Network with { PodCidr = "100.64.0.0/16" } });

        Assert.Equal("100.64.0.0/16", plan.Input("frankfurt-pod-cidr", "cidrBlock"));
        Assert.Equal(
            ["100.64.0.0/18", "100.64.64.0/18", "100.64.128.0/18"],
            "abc".Select(zone => (string?)plan.Input($"frankfurt-pods-{zone}", "cidrBlock")));
        Assert.Contains("frankfurt-pod-cidr", plan.DependsOn("frankfurt-pods-a"));
        Assert.Null(plan.Text("frankfurt-pods-a", "tags", "karpenter.sh/discovery"));
        Assert.Equal("${frankfurt-private-b-routes.id}", plan.Input("frankfurt-pods-b-routes", "routeTableId"));
        Assert.Equal("100.64.64.0/18", plan.Input("frankfurt-endpoints-sg-https-pods-b", "cidrIpv4"));
        Assert.Equal(
            """{"enableNetworkPolicy":"true","env":{"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1","AWS_VPC_K8S_CNI_""" +
            """CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone"},"eniConfig":""" +
            """{"create":true,"region":"eu-central-1","subnets":{""" + string.Join(',', "abc".Select(zone =>
                $"\"eu-central-1{zone}\":{{\"id\":\"${{frankfurt-pods-{zone}.id}}\",\"securityGroups\":[\"{Group}\"]}}")) + "}}}",
            plan.Input("frankfurt-add-on-vpc-cni", "configurationValues"));
    }

    [Fact]
    public async Task Reaches_other_networks_through_a_transit_gateway()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with
        {
            Network = EksPlan.Cluster.Network with
            {
                TransitGateway = new EksTransitGatewaySpec { Id = "tgw-0123456789abcdef0", Cidrs = ["10.0.0.0/8"] },
            },
        });

        Assert.Equal(
            ["${frankfurt-intra-a.id}", "${frankfurt-intra-b.id}", "${frankfurt-intra-c.id}"],
            plan.Strings("frankfurt-transit-gateway", "subnetIds"));
        Assert.Equal(
            [
                "frankfurt-intra-10.0.0.0-8-route", "frankfurt-private-a-10.0.0.0-8-route", "frankfurt-private-a-default-route",
                "frankfurt-private-b-10.0.0.0-8-route", "frankfurt-private-b-default-route", "frankfurt-private-c-10.0.0.0-8-route",
                "frankfurt-private-c-default-route", "frankfurt-public-default-route",
            ],
            plan.NamesOf(Route));
        Assert.Equal("tgw-0123456789abcdef0", plan.Input("frankfurt-intra-10.0.0.0-8-route", "transitGatewayId"));
        Assert.Contains("frankfurt-transit-gateway", plan.DependsOn("frankfurt-intra-10.0.0.0-8-route"));
        Assert.Equal("${frankfurt-nat-a.id}", plan.Input("frankfurt-private-a-default-route", "natGatewayId"));
    }

    [Fact]
    public async Task Reaches_the_internet_through_a_transit_gateway_without_a_gateway_of_its_own()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with
        {
            Network = EksPlan.Cluster.Network with
            {
                Egress = EksEgress.TransitGateway,
                TransitGateway = new EksTransitGatewaySpec { Id = "tgw-0123456789abcdef0", Cidrs = [] },
            },
        });

        Assert.Equal(["frankfurt-private-default-route"], plan.NamesOf(Route));
        Assert.Equal("tgw-0123456789abcdef0", plan.Input("frankfurt-private-default-route", "transitGatewayId"));
        Assert.Equal(
            [
                "frankfurt-intra-a", "frankfurt-intra-b", "frankfurt-intra-c", "frankfurt-private-a", "frankfurt-private-b",
                "frankfurt-private-c",
            ],
            plan.NamesOf(Subnet));
        Assert.DoesNotContain("aws:ec2/internetGateway:InternetGateway", plan.Types);
    }

    private static EksSubnetSpec Of(string zone, int number, string cidr) => new() { Zone = zone, Id = Id(number), Cidr = cidr };

    private static string Id(int number) => $"subnet-01234567890abcde{number}";
}
