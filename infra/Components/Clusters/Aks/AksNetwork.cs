using Infra.Facts.Aks;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.Network;
using Inputs = Pulumi.AzureNative.Network.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The virtual network of a cluster: subnets, their security groups, one way out, and the peering with a hub.</summary>
internal sealed class AksNetwork
{
    private readonly AksScope scope;
    private readonly AksNetworkPlan plan;
    private readonly NatGateway? gateway;

    public AksNetwork(AksScope scope)
    {
        this.scope = scope;
        plan = AksNetworkPlan.Of(scope.Cluster.Network.Cidr);
        VirtualNetwork = new VirtualNetwork(scope.Logical("network"), new VirtualNetworkArgs
        {
            VirtualNetworkName = scope.Physical("network"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            AddressSpace = new Inputs.AddressSpaceArgs { AddressPrefixes = { scope.Cluster.Network.Cidr } },
        }, scope.Options());

        switch (scope.Cluster.Network.Egress)
        {
            case AksEgress.NatGateway:
                gateway = Gateway();
                break;
            case AksEgress.Firewall:
                Routes = FirewallRoutes();
                break;
            default:
                throw new NotSupportedException($"AKS has no egress \"{scope.Cluster.Network.Egress}\".");
        }

        // Azure makes one change of a network at a time and refuses the second (AnotherOperationInProgress): hence one after another.
        Nodes = NodeSubnet();
        ApiServer = ApiServerSubnet(Nodes);
        Endpoints = EndpointSubnet(ApiServer);
        Parallel = scope.Cluster.Storage.Parallel is null ? null : ParallelSubnet(Endpoints);
        Settled = AksPeering.Add(scope, VirtualNetwork, Parallel ?? Endpoints);
    }

    public VirtualNetwork VirtualNetwork { get; }

    public Subnet Nodes { get; }

    public Subnet ApiServer { get; }

    public Subnet Endpoints { get; }

    public Subnet? Parallel { get; }

    /// <summary>The route table through the firewall, where egress is inspected.</summary>
    public RouteTable? Routes { get; }

    /// <summary>The last change of the network. Whatever takes an address in it waits for this: Azure gives none while the network
    /// changes (ReferencedResourceNotProvisioned), and nodes that leave through a hub need the way to it.</summary>
    public Resource Settled { get; }

    private Subnet NodeSubnet() =>
        new(scope.Logical("subnet-nodes"), Leaving(SubnetArgs("nodes", plan.Nodes, SecurityGroup("nodes"))), scope.Options());

    private Subnet ApiServerSubnet(Resource after)
    {
        // Nodes reach the API server on 443 and 4443, Azure's load balancer probes 9988: both are let in by the default rules.
        var args = SubnetArgs("api-server", plan.ApiServer, SecurityGroup("api-server"));
        args.Delegations.Add(new Inputs.DelegationArgs { Name = "aks", ServiceName = "Microsoft.ContainerService/managedClusters" });
        return new Subnet(scope.Logical("subnet-api-server"), args, scope.Options(dependsOn: after));
    }

    private Subnet EndpointSubnet(Resource after)
    {
        var args = SubnetArgs("endpoints", plan.Endpoints, SecurityGroup(
            "endpoints",
            Rule("allow-services", 100, SecurityRuleAccess.Allow, "VirtualNetwork", "443", "2049"),
            Rule("deny-others", 4096, SecurityRuleAccess.Deny, "*", "*")));
        args.DefaultOutboundAccess = false;
        // Without this the rules above do not apply to private endpoints.
        args.PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.NetworkSecurityGroupEnabled;
        return new Subnet(scope.Logical("subnet-endpoints"), args, scope.Options(dependsOn: after));
    }

    // The file system's servers talk to other services of Azure (Microsoft: "Azure Managed Lustre file system prerequisites").
    private Subnet ParallelSubnet(Resource after) =>
        new(
            scope.Logical("subnet-parallel"),
            Leaving(SubnetArgs("parallel", plan.Parallel, SecurityGroup("parallel"))),
            scope.Options(dependsOn: after));

    // No address of Azure's own choosing on the way out; that is what the gateway or the firewall is for.
    private SubnetArgs Leaving(SubnetArgs args)
    {
        args.DefaultOutboundAccess = false;
        if (gateway is not null)
            args.NatGateway = new Inputs.SubResourceArgs { Id = gateway.Id };
        if (Routes is not null)
            args.RouteTable = new Inputs.RouteTableArgs { Id = Routes.Id };
        return args;
    }

    private SubnetArgs SubnetArgs(string name, string cidr, NetworkSecurityGroup group) => new()
    {
        SubnetName = name,
        ResourceGroupName = scope.Group.Name,
        VirtualNetworkName = VirtualNetwork.Name,
        AddressPrefix = cidr,
        NetworkSecurityGroup = new Inputs.NetworkSecurityGroupArgs { Id = group.Id },
    };

    // Azure's default rules let in the virtual network and the load balancer's probes and nothing from the internet.
    private NetworkSecurityGroup SecurityGroup(string role, params Inputs.SecurityRuleArgs[] rules) =>
        new(scope.Logical($"nsg-{role}"), new NetworkSecurityGroupArgs
        {
            NetworkSecurityGroupName = scope.Physical($"nsg-{role}"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            SecurityRules = rules,
        }, scope.Options());

    private static Inputs.SecurityRuleArgs Rule(string name, int priority, SecurityRuleAccess access, string source, params string[] ports)
    {
        var rule = new Inputs.SecurityRuleArgs
        {
            Name = name,
            Priority = priority,
            Access = access,
            Direction = SecurityRuleDirection.Inbound,
            Protocol = access == SecurityRuleAccess.Allow ? SecurityRuleProtocol.Tcp : SecurityRuleProtocol.Asterisk,
            SourceAddressPrefix = source,
            SourcePortRange = "*",
            DestinationAddressPrefix = "*",
        };
        // Azure takes the star as a single range alone.
        if (ports is [var single])
            rule.DestinationPortRange = single;
        else
            rule.DestinationPortRanges = ports;
        return rule;
    }

    private NatGateway Gateway()
    {
        // Outbound alone: nothing can be reached through it. The address spans the zones; a standard gateway without a zone is placed by
        // Azure.
        var address = new PublicIPAddress(scope.Logical("egress-address"), new PublicIPAddressArgs
        {
            PublicIpAddressName = scope.Physical("egress"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            Sku = new Inputs.PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard },
            Zones = scope.Zones,
        }, scope.Options());
        return new NatGateway(scope.Logical("egress"), new NatGatewayArgs
        {
            NatGatewayName = scope.Physical("egress"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            Sku = new Inputs.NatGatewaySkuArgs { Name = NatGatewaySkuName.Standard },
            PublicIpAddresses = { new Inputs.SubResourceArgs { Id = address.Id } },
            // Long enough for a pause in the pull of a large image; Azure's default is 4.
            IdleTimeoutInMinutes = 10,
        }, scope.Options());
    }

    private RouteTable FirewallRoutes() => new(scope.Logical("routes"), new RouteTableArgs
    {
        RouteTableName = scope.Physical("routes"),
        ResourceGroupName = scope.Group.Name,
        Location = scope.Cluster.Region,
        Routes =
        {
            new Inputs.RouteArgs
            {
                Name = "firewall",
                AddressPrefix = "0.0.0.0/0",
                NextHopType = RouteNextHopType.VirtualAppliance,
                NextHopIpAddress = scope.Cluster.Network.FirewallAddress
                    ?? throw new NotSupportedException(
                        $"{scope.Cluster.Path}.network.firewallAddress: missing, and egress is \"firewall\"."),
            },
        },
    }, scope.Options());
}
