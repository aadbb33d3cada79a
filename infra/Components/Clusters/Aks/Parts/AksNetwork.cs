using System.Collections.Immutable;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.Network;
using Inputs = Pulumi.AzureNative.Network.Inputs;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The virtual network of a cluster: subnets, their security groups, egress, and the peering with a hub.</summary>
public sealed class AksNetwork : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksResourceGroups _groups;
    private readonly AksNetworkPlan _plan;
    private readonly NatGateway? _gateway;
    private readonly List<Output<string>> _addresses = [];

    /// <summary>Creates the network.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">The specification asks for what Azure does not have; rules refuse it earlier.</exception>
    public AksNetwork(AksScope scope, AksResourceGroups groups, ComponentResourceOptions options)
        : base("infra:clusters:AksNetwork", scope.Name("network"), options)
    {
        _scope = scope;
        _groups = groups;
        _plan = AksNetworkPlan.Of(scope.Cluster.Network.Cidr);
        var network = new VirtualNetworkArgs
        {
            VirtualNetworkName = scope.CloudNameOf("network"),
            ResourceGroupName = groups.Cluster.Name,
            Location = scope.Cluster.Region,
            AddressSpace = new Inputs.AddressSpaceArgs { AddressPrefixes = { scope.Cluster.Network.Cidr } },
        };
        if (!scope.Cluster.Network.DnsServers.IsEmpty)
        {
            network.DhcpOptions = new Inputs.DhcpOptionsArgs { DnsServers = scope.Cluster.Network.DnsServers };
        }

        VirtualNetwork = new VirtualNetwork(scope.Name("network"), network, Child());

        switch (scope.Cluster.Network.Egress)
        {
            case AksEgress.NatGateway:
                _gateway = Gateway();
                break;
            case AksEgress.Firewall:
                Routes = FirewallRoutes();
                break;
            default:
                throw new NotSupportedException($"AKS has no egress \"{scope.Cluster.Network.Egress}\".");
        }

        // Azure makes one change to a network at a time and refuses a second (AnotherOperationInProgress), so the changes follow one
        // another.
        Nodes = NodeSubnet();
        ApiServer = ApiServerSubnet(Nodes);
        Endpoints = EndpointSubnet(ApiServer);
        Parallel = scope.Cluster.Storage.Parallel is null ? null : ParallelSubnet(Endpoints);
        var last = Parallel ?? Endpoints;
        Settled = scope.Cluster.Network.HubNetwork is { } hub
            ? new AksPeering(scope, groups, VirtualNetwork, hub, last, new ComponentResourceOptions { Parent = this }).Settled
            : last;
        RegisterOutputs();
    }

    /// <summary>The virtual network.</summary>
    public VirtualNetwork VirtualNetwork { get; }

    /// <summary>The subnet of nodes; pods have addresses of their own (overlay).</summary>
    public Subnet Nodes { get; }

    /// <summary>The subnet of the API server's addresses.</summary>
    public Subnet ApiServer { get; }

    /// <summary>The subnet of the addresses of Azure's services.</summary>
    public Subnet Endpoints { get; }

    /// <summary>The subnet of the parallel file system, where there is one.</summary>
    public Subnet? Parallel { get; }

    /// <summary>The route table through the firewall, if there is one.</summary>
    public RouteTable? Routes { get; }

    /// <summary>Networks of one address each, from which nodes and pods reach the internet; none where a firewall of yours stands
    /// there.</summary>
    public ImmutableArray<Output<string>> EgressAddresses => [.. _addresses];

    /// <summary>The last change to the network. Every resource with an address in it waits for this: Azure assigns none while the network
    /// changes (ReferencedResourceNotProvisioned), and nodes with egress through a hub need the route to it.</summary>
    public Resource Settled { get; }

    private Subnet NodeSubnet() =>
        new(_scope.Name("subnet-nodes"), Leaving(SubnetArgs("nodes", _plan.Nodes, SecurityGroup("nodes"))), Child());

    private Subnet ApiServerSubnet(Resource after)
    {
        // Nodes reach the API server on 443 and 4443, Azure's load balancer probes 9988: the default rules allow both.
        var args = SubnetArgs("api-server", _plan.ApiServer, SecurityGroup("api-server"));
        args.Delegations.Add(new Inputs.DelegationArgs { Name = "aks", ServiceName = "Microsoft.ContainerService/managedClusters" });
        return new Subnet(_scope.Name("subnet-api-server"), args, Child(after));
    }

    private Subnet EndpointSubnet(Resource after)
    {
        var args = SubnetArgs("endpoints", _plan.Endpoints, SecurityGroup(
            "endpoints",
            AksSecurityRule.Inbound("allow-services", 100, SecurityRuleAccess.Allow, "VirtualNetwork", "443", "2049"),
            AksSecurityRule.Inbound("deny-others", 4096, SecurityRuleAccess.Deny, "*", "*")));
        args.DefaultOutboundAccess = false;
        // Without this the rules above do not apply to private endpoints.
        args.PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.NetworkSecurityGroupEnabled;
        return new Subnet(_scope.Name("subnet-endpoints"), args, Child(after));
    }

    // The servers of the file system talk to other Azure services (Microsoft: "Azure Managed Lustre file system prerequisites").
    private Subnet ParallelSubnet(Resource after) =>
        new(
            _scope.Name("subnet-parallel"),
            Leaving(SubnetArgs("parallel", _plan.Parallel, SecurityGroup("parallel"))),
            Child(after));

    // No default outbound address from Azure; egress goes through the gateway or the firewall.
    private SubnetArgs Leaving(SubnetArgs args)
    {
        args.DefaultOutboundAccess = false;
        if (_gateway is not null)
        {
            args.NatGateway = new Inputs.SubResourceArgs { Id = _gateway.Id };
        }

        if (Routes is not null)
        {
            args.RouteTable = new Inputs.RouteTableArgs { Id = Routes.Id };
        }

        return args;
    }

    private SubnetArgs SubnetArgs(string name, string cidr, NetworkSecurityGroup group) => new()
    {
        SubnetName = name,
        ResourceGroupName = _groups.Cluster.Name,
        VirtualNetworkName = VirtualNetwork.Name,
        AddressPrefix = cidr,
        NetworkSecurityGroup = new Inputs.NetworkSecurityGroupArgs { Id = group.Id },
    };

    // Azure's default rules allow the virtual network and the load balancer's probes, but nothing from the internet.
    private NetworkSecurityGroup SecurityGroup(string role, params Inputs.SecurityRuleArgs[] rules) =>
        new(_scope.Name($"nsg-{role}"), new NetworkSecurityGroupArgs
        {
            NetworkSecurityGroupName = _scope.CloudNameOf($"nsg-{role}"),
            ResourceGroupName = _groups.Cluster.Name,
            Location = _scope.Cluster.Region,
            SecurityRules = rules,
        }, Child());

    private NatGateway Gateway()
    {
        // Outbound only: nothing can be reached through it. An address is in one zone or in all of them, never in two
        // (https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#availability-zone); Azure places a standard
        // gateway without a zone.
        var address = new PublicIPAddress(_scope.Name("egress-address"), new PublicIPAddressArgs
        {
            PublicIpAddressName = _scope.CloudNameOf("egress"),
            ResourceGroupName = _groups.Cluster.Name,
            Location = _scope.Cluster.Region,
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Sku = new Inputs.PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            Zones = _scope.Zones.Length > 1 ? _scope.RegionZones : _scope.Zones,
        }, Child());
        _addresses.Add(address.IpAddress.Apply(ip => $"{ip}/32"));
        return new NatGateway(_scope.Name("egress"), new NatGatewayArgs
        {
            NatGatewayName = _scope.CloudNameOf("egress"),
            ResourceGroupName = _groups.Cluster.Name,
            Location = _scope.Cluster.Region,
            Sku = new Inputs.NatGatewaySkuArgs { Name = NatGatewaySkuName.Standard },
            PublicIpAddresses = { new Inputs.SubResourceArgs { Id = address.Id } },
            // Long enough for a pause while pulling a large image; Azure's default is 4.
            IdleTimeoutInMinutes = 10,
        }, Child());
    }

    private RouteTable FirewallRoutes() => new(_scope.Name("routes"), new RouteTableArgs
    {
        RouteTableName = _scope.CloudNameOf("routes"),
        ResourceGroupName = _groups.Cluster.Name,
        Location = _scope.Cluster.Region,
        Routes =
        {
            new Inputs.RouteArgs
            {
                Name = "firewall",
                AddressPrefix = "0.0.0.0/0",
                NextHopType = RouteNextHopType.VirtualAppliance,
                NextHopIpAddress = _scope.Cluster.Network.FirewallAddress
                    ?? throw new NotSupportedException(
                        $"{_scope.Cluster.Path}.network.firewallAddress: missing, and egress is \"firewall\"."),
            },
        },
    }, Child());

    private CustomResourceOptions Child(params Resource[] after) => new() { Parent = this, DependsOn = after };
}
