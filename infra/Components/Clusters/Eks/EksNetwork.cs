using System.Collections.Immutable;
using Infra.Facts.Delivery;
using Infra.Facts.Eks;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The VPC of a cluster with its subnets and routes; where it exists already, their ids alone.</summary>
public sealed class EksNetwork : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";
    private readonly EksScope _scope;
    private readonly CustomResourceOptions _child;
    private readonly Dictionary<string, Aws.Ec2.RouteTable> _tables = [];
    private readonly List<Output<string>> _addresses = [];

    /// <summary>Creates the network.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="options">Options of the component.</param>
    public EksNetwork(EksScope scope, ComponentResourceOptions options)
        : base("infra:clusters:EksNetwork", scope.Name("network"), options)
    {
        _scope = scope;
        _child = new CustomResourceOptions { Parent = this };
        if (scope.ExistingNetwork is { } existing)
        {
            VpcId = Output.Create(existing.Vpc);
            (Private, Intra, Pods) = (Ids(existing.Nodes), Ids(existing.ControlPlane), Ids(existing.Pods));
            RouteTables = [.. existing.RouteTables.Select(Output.Create)];
            RegisterOutputs();
            return;
        }

        var vpc = new Aws.Ec2.Vpc(scope.Name("vpc"), new Aws.Ec2.VpcArgs
        {
            CidrBlock = scope.Cluster.Network.Cidr,
            // A private endpoint is resolved by its DNS name (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            Tags = scope.Tagged(scope.CloudName),
        }, _child);

        VpcId = vpc.Id;

        // It has no rules, so nothing can use it by mistake: a resource without an explicit security group gets this one.
        _ = new Aws.Ec2.DefaultSecurityGroup(scope.Name("default-sg"), new Aws.Ec2.DefaultSecurityGroupArgs
        {
            VpcId = VpcId,
            Tags = scope.Tagged($"{scope.CloudName}-unused"),
        }, _child);

        var intra = Subnets("intra", scope.Subnets.Intra, []);
        var nodes = Subnets("private", scope.Subnets.Private, new()
        {
            // Read by the load balancer controller and by Karpenter.
            ["kubernetes.io/role/internal-elb"] = "1",
            [EksPartition.DiscoveryTag] = scope.CloudName,
        });
        var routes = scope.Cluster.Network.Way is EksEgress.NatPerZone or EksEgress.NatSingle
            ? RoutedTables(nodes)
            : [Table("private", nodes)];
        RouteTables = [.. routes.Append(Table("intra", intra)).Select(table => table.Id)];
        (Private, Intra) = (Ids(nodes), Ids(intra));
        Pods = scope.Cluster.Network.PodCidr is { } range ? PodSubnets(vpc, range, routes) : [];
        if (scope.Cluster.Network.TransitGateway is { } gateway)
        {
            Attach(gateway);
        }

        RegisterOutputs();
    }

    /// <summary>Id of the VPC.</summary>
    public Output<string> VpcId { get; }

    /// <summary>Ids of the subnets of nodes, and of pods unless they have their own, in the order of the zones.</summary>
    public ImmutableArray<Output<string>> Private { get; }

    /// <summary>Ids of the subnets of the control plane's interfaces and of endpoints, in the order of the zones.</summary>
    public ImmutableArray<Output<string>> Intra { get; }

    /// <summary>Ids of the subnets of pods, in the order of the zones; empty where pods are in those of the nodes.</summary>
    public ImmutableArray<Output<string>> Pods { get; }

    /// <summary>Ids of the route tables, that of the intra subnets last; in an existing VPC those that get a route to S3.</summary>
    public ImmutableArray<Output<string>> RouteTables { get; }

    /// <summary>Networks of one address each, from which nodes and pods reach the internet; none where the platform does not make
    /// them.</summary>
    public ImmutableArray<Output<string>> EgressAddresses => [.. _addresses];

    /// <summary>Ids of the private subnets in the given zones.</summary>
    internal InputList<string> PrivateIds(IEnumerable<string> zoneLetters) =>
        zoneLetters.Select(letter => (Input<string>)Private[ZoneIndex(letter)]).ToList();

    private static ImmutableArray<Output<string>> Ids(IEnumerable<EksSubnetSpec> subnets) =>
        [.. subnets.Select(subnet => Output.Create(subnet.Id))];

    private static ImmutableArray<Output<string>> Ids(IEnumerable<Aws.Ec2.Subnet> subnets) => [.. subnets.Select(subnet => subnet.Id)];

    private int ZoneIndex(string letter)
    {
        var zones = _scope.Subnets.Private.Select(subnet => subnet.ZoneLetter).ToList();
        var index = zones.IndexOf(letter);
        return index >= 0
            ? index
            : throw new ArgumentException($"The cluster has no subnet in zone \"{letter}\". It has: {string.Join(", ", zones)}.");
    }

    private ImmutableArray<Aws.Ec2.Subnet> Subnets(
        string kind, ImmutableArray<EksSubnet> plan, Dictionary<string, string> tags, CustomResourceOptions? options = null) =>
        [.. plan.Select(subnet => new Aws.Ec2.Subnet(_scope.Name($"{kind}-{subnet.ZoneLetter}"), new Aws.Ec2.SubnetArgs
        {
            VpcId = VpcId,
            AvailabilityZone = subnet.Zone,
            CidrBlock = subnet.Cidr,
            MapPublicIpOnLaunch = false,
            Tags = _scope.Tagged($"{_scope.CloudName}-{kind}-{subnet.ZoneLetter}", tags),
        }, options ?? _child))];

    // Subnets in a second range of the VPC. Their routes are those of the nodes in the zone; without the tag of Karpenter no node starts in
    // them.
    private ImmutableArray<Output<string>> PodSubnets(Aws.Ec2.Vpc vpc, string range, ImmutableArray<Aws.Ec2.RouteTable> routes)
    {
        var association = new Aws.Ec2.VpcIpv4CidrBlockAssociation(
            _scope.Name("pod-cidr"), new Aws.Ec2.VpcIpv4CidrBlockAssociationArgs { VpcId = vpc.Id, CidrBlock = range }, _child);
        var subnets = Subnets("pods", _scope.Subnets.Pods, [], new CustomResourceOptions { Parent = this, DependsOn = { association } });
        foreach (var (index, subnet) in subnets.Index())
        {
            Associate($"pods-{_scope.Subnets.Pods[index].ZoneLetter}", routes[Math.Min(index, routes.Length - 1)], subnet);
        }

        return Ids(subnets);
    }

    // The attachment has an interface in each zone, in the small subnets: AWS advises against those of workloads
    // (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html). The Kubernetes API answers through it as well, so its
    // subnets get the routes too, except that to the internet.
    private void Attach(EksTransitGatewaySpec gateway)
    {
        var attachment = new Aws.Ec2TransitGateway.VpcAttachment(_scope.Name("transit-gateway"), new Aws.Ec2TransitGateway.VpcAttachmentArgs
        {
            TransitGatewayId = gateway.Id,
            VpcId = VpcId,
            SubnetIds = Intra.Select(id => (Input<string>)id).ToList(),
            Tags = _scope.Tagged(_scope.CloudName),
        }, _child);
        var after = new CustomResourceOptions { Parent = this, DependsOn = { attachment } };
        foreach (var (name, table) in _tables)
        {
            // The public subnets reach the internet alone.
            if (name == "public")
            {
                continue;
            }

            // To the hub, or from it, also where the stack names it not.
            foreach (var cidr in gateway.Cidrs.Union(FleetDelivery.NetworksBehind(_scope.Platform, _scope.Cluster)))
            {
                Route($"{name}-{cidr.Replace('/', '-')}", table, cidr, route => route.TransitGatewayId = gateway.Id, after);
            }

            if (_scope.Cluster.Network.Way == EksEgress.TransitGateway && name != "intra")
            {
                Route($"{name}-default", table, Anywhere, route => route.TransitGatewayId = gateway.Id, after);
            }
        }
    }

    // Egress: public subnets with an internet gateway, and NAT for the private subnets.
    private ImmutableArray<Aws.Ec2.RouteTable> RoutedTables(ImmutableArray<Aws.Ec2.Subnet> nodes)
    {
        var gateway = new Aws.Ec2.InternetGateway(_scope.Name("igw"), new Aws.Ec2.InternetGatewayArgs
        {
            VpcId = VpcId,
            Tags = _scope.Tagged(_scope.CloudName),
        }, _child);
        var publics = Subnets("public", _scope.Subnets.Public, new() { ["kubernetes.io/role/elb"] = "1" });
        var publicTable = Table("public", publics);
        Route("public-default", publicTable, Anywhere, route => route.GatewayId = gateway.Id, _child);

        var perZone = _scope.Cluster.Network.Way == EksEgress.NatPerZone;
        var groups = perZone ? nodes.Select(subnet => ImmutableArray.Create(subnet)) : [nodes];
        return [.. groups.Select((subnets, index) =>
        {
            var suffix = perZone ? $"-{_scope.Subnets.Public[index].ZoneLetter}" : "";
            var table = Table($"private{suffix}", subnets);
            var nat = Nat(suffix, publics[index], gateway);
            Route($"private{suffix}-default", table, Anywhere, route => route.NatGatewayId = nat.Id, _child);
            return table;
        })];
    }

    private Aws.Ec2.NatGateway Nat(string suffix, Aws.Ec2.Subnet subnet, Aws.Ec2.InternetGateway gateway)
    {
        var name = $"{_scope.CloudName}{suffix}";
        var address = new Aws.Ec2.Eip(
            _scope.Name($"nat{suffix}-ip"), new Aws.Ec2.EipArgs { Domain = "vpc", Tags = _scope.Tagged(name) }, _child);
        _addresses.Add(address.PublicIp.Apply(ip => $"{ip}/32"));
        return new Aws.Ec2.NatGateway(_scope.Name($"nat{suffix}"), new Aws.Ec2.NatGatewayArgs
        {
            AllocationId = address.Id,
            SubnetId = subnet.Id,
            Tags = _scope.Tagged(name),
        }, new CustomResourceOptions { Parent = this, DependsOn = { gateway } });
    }

    private Aws.Ec2.RouteTable Table(string name, ImmutableArray<Aws.Ec2.Subnet> subnets)
    {
        var table = new Aws.Ec2.RouteTable(_scope.Name($"{name}-routes"), new Aws.Ec2.RouteTableArgs
        {
            VpcId = VpcId,
            Tags = _scope.Tagged($"{_scope.CloudName}-{name}"),
        }, _child);
        _tables[name] = table;
        foreach (var (index, subnet) in subnets.Index())
        {
            Associate(subnets.Length == 1 ? name : $"{name}-{_scope.Subnets.Private[index].ZoneLetter}", table, subnet);
        }

        return table;
    }

    private void Associate(string name, Aws.Ec2.RouteTable table, Aws.Ec2.Subnet subnet) =>
        _ = new Aws.Ec2.RouteTableAssociation(_scope.Name($"{name}-routes"), new Aws.Ec2.RouteTableAssociationArgs
        {
            RouteTableId = table.Id,
            SubnetId = subnet.Id,
        }, _child);

    private void Route(
        string name, Aws.Ec2.RouteTable table, string destination, Action<Aws.Ec2.RouteArgs> target, CustomResourceOptions options)
    {
        var args = new Aws.Ec2.RouteArgs { RouteTableId = table.Id, DestinationCidrBlock = destination };
        target(args);
        _ = new Aws.Ec2.Route(_scope.Name($"{name}-route"), args, options);
    }
}
