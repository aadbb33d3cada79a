using System.Collections.Immutable;
using Infra.Facts.Eks;
using Infra.Specification.Clusters;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The VPC of a cluster with its subnets and routes.</summary>
public sealed class EksNetwork : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";
    private readonly EksScope _scope;
    private readonly CustomResourceOptions _child;

    /// <summary>Creates the network.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="options">Options of the component.</param>
    public EksNetwork(EksScope scope, ComponentResourceOptions options)
        : base("infra:clusters:EksNetwork", scope.Name("network"), options)
    {
        _scope = scope;
        _child = new CustomResourceOptions { Parent = this };
        Vpc = new Aws.Ec2.Vpc(scope.Name("vpc"), new Aws.Ec2.VpcArgs
        {
            CidrBlock = scope.Cluster.Network.Cidr,
            // A private endpoint is resolved by its DNS name (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            Tags = { ["Name"] = scope.CloudName },
        }, _child);

        // It has no rules, so nothing can use it by mistake: a resource without an explicit security group gets this one.
        _ = new Aws.Ec2.DefaultSecurityGroup(scope.Name("default-sg"), new Aws.Ec2.DefaultSecurityGroupArgs
        {
            VpcId = Vpc.Id,
            Tags = { ["Name"] = $"{scope.CloudName}-unused" },
        }, _child);

        Intra = Subnets("intra", scope.Subnets.Intra, []);
        Private = Subnets("private", scope.Subnets.Private, new()
        {
            // Read by the load balancer controller and by Karpenter.
            ["kubernetes.io/role/internal-elb"] = "1",
            [EksPartition.DiscoveryTag] = scope.CloudName,
        });
        PrivateRoutes = scope.Isolated ? [Table("private", Private)] : RoutedTables();
        IntraRoutes = Table("intra", Intra);
        RegisterOutputs();
    }

    /// <summary>The VPC.</summary>
    public Aws.Ec2.Vpc Vpc { get; }

    /// <summary>Subnets of nodes and pods, in the order of the zones.</summary>
    public ImmutableArray<Aws.Ec2.Subnet> Private { get; }

    /// <summary>Subnets of the control plane's interfaces and of endpoints, in the order of the zones.</summary>
    public ImmutableArray<Aws.Ec2.Subnet> Intra { get; }

    /// <summary>Route tables of the private subnets.</summary>
    public ImmutableArray<Aws.Ec2.RouteTable> PrivateRoutes { get; }

    /// <summary>Route table of the intra subnets.</summary>
    public Aws.Ec2.RouteTable IntraRoutes { get; }

    /// <summary>Ids of the private subnets in the given zones.</summary>
    internal InputList<string> PrivateIds(IEnumerable<string> zoneLetters) =>
        zoneLetters.Select(letter => (Input<string>)Private[ZoneIndex(letter)].Id).ToList();

    private int ZoneIndex(string letter)
    {
        var zones = _scope.Subnets.Private.Select(subnet => subnet.ZoneLetter).ToList();
        var index = zones.IndexOf(letter);
        return index >= 0
            ? index
            : throw new ArgumentException($"The cluster has no subnet in zone \"{letter}\". It has: {string.Join(", ", zones)}.");
    }

    private ImmutableArray<Aws.Ec2.Subnet> Subnets(string kind, ImmutableArray<EksSubnet> plan, Dictionary<string, string> tags) =>
        [.. plan.Select(subnet => new Aws.Ec2.Subnet(_scope.Name($"{kind}-{subnet.ZoneLetter}"), new Aws.Ec2.SubnetArgs
        {
            VpcId = Vpc.Id,
            AvailabilityZone = subnet.Zone,
            CidrBlock = subnet.Cidr,
            MapPublicIpOnLaunch = false,
            Tags = new Dictionary<string, string>(tags) { ["Name"] = $"{_scope.CloudName}-{kind}-{subnet.ZoneLetter}" },
        }, _child))];

    // Egress: public subnets with an internet gateway, and NAT for the private subnets.
    private ImmutableArray<Aws.Ec2.RouteTable> RoutedTables()
    {
        var gateway = new Aws.Ec2.InternetGateway(_scope.Name("igw"), new Aws.Ec2.InternetGatewayArgs
        {
            VpcId = Vpc.Id,
            Tags = { ["Name"] = _scope.CloudName },
        }, _child);
        var publics = Subnets("public", _scope.Subnets.Public, new() { ["kubernetes.io/role/elb"] = "1" });
        var publicTable = Table("public", publics);
        Route("public", publicTable, route => route.GatewayId = gateway.Id);

        var perZone = _scope.Cluster.Network.Egress == EksEgress.NatPerZone;
        var groups = perZone ? Private.Select(subnet => ImmutableArray.Create(subnet)) : [Private];
        return [.. groups.Select((subnets, index) =>
        {
            var suffix = perZone ? $"-{_scope.Subnets.Public[index].ZoneLetter}" : "";
            var table = Table($"private{suffix}", subnets);
            var nat = Nat(suffix, publics[index], gateway);
            Route($"private{suffix}", table, route => route.NatGatewayId = nat.Id);
            return table;
        })];
    }

    private Aws.Ec2.NatGateway Nat(string suffix, Aws.Ec2.Subnet subnet, Aws.Ec2.InternetGateway gateway)
    {
        var name = $"{_scope.CloudName}{suffix}";
        var address = new Aws.Ec2.Eip(
            _scope.Name($"nat{suffix}-ip"), new Aws.Ec2.EipArgs { Domain = "vpc", Tags = { ["Name"] = name } }, _child);
        return new Aws.Ec2.NatGateway(_scope.Name($"nat{suffix}"), new Aws.Ec2.NatGatewayArgs
        {
            AllocationId = address.Id,
            SubnetId = subnet.Id,
            Tags = { ["Name"] = name },
        }, new CustomResourceOptions { Parent = this, DependsOn = { gateway } });
    }

    private Aws.Ec2.RouteTable Table(string name, ImmutableArray<Aws.Ec2.Subnet> subnets)
    {
        var table = new Aws.Ec2.RouteTable(_scope.Name($"{name}-routes"), new Aws.Ec2.RouteTableArgs
        {
            VpcId = Vpc.Id,
            Tags = { ["Name"] = $"{_scope.CloudName}-{name}" },
        }, _child);
        foreach (var (index, subnet) in subnets.Index())
        {
            var association = subnets.Length == 1 ? name : $"{name}-{_scope.Subnets.Private[index].ZoneLetter}";
            _ = new Aws.Ec2.RouteTableAssociation(_scope.Name($"{association}-routes"), new Aws.Ec2.RouteTableAssociationArgs
            {
                RouteTableId = table.Id,
                SubnetId = subnet.Id,
            }, _child);
        }

        return table;
    }

    private void Route(string name, Aws.Ec2.RouteTable table, Action<Aws.Ec2.RouteArgs> target)
    {
        var args = new Aws.Ec2.RouteArgs { RouteTableId = table.Id, DestinationCidrBlock = Anywhere };
        target(args);
        _ = new Aws.Ec2.Route(_scope.Name($"{name}-default-route"), args, _child);
    }
}
