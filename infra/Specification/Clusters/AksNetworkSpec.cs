using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

/// <summary>The virtual network of an AKS cluster; pods use an overlay network.</summary>
public sealed record AksNetworkSpec
{
    /// <summary>Private IPv4 network of the virtual network, between /16 and /24.</summary>
    public required string Cidr { get; init; }

    /// <summary>Availability zones used, 1 to 3.</summary>
    /// <value>3</value>
    public int Zones { get; init; } = 3;

    /// <summary>Egress from the network.</summary>
    /// <value>nat-gateway</value>
    public AksEgress Egress { get; init; } = AksEgress.NatGateway;

    /// <summary>Private address of the firewall that inspects egress traffic, where egress is <c>firewall</c>.</summary>
    public string? FirewallAddress { get; init; }

    /// <summary>Id of the virtual network to peer with: the hub with the firewall, or the network from which people use the cluster;
    /// absent: none, or peered by hand.</summary>
    public string? HubNetwork { get; init; }

    /// <summary>Private addresses of the DNS servers that the network uses, such as a resolver in the hub; they must resolve the private
    /// zones of the cluster.</summary>
    /// <value>none: Azure's own</value>
    public ImmutableArray<string> DnsServers { get; init; } = [];

    /// <summary>Ids of existing private DNS zones to use instead of zones of the cluster's own, by their names: such as a hub's
    /// <c>privatelink.blob.core.windows.net</c> for all clusters. Those in the cluster's subscription are linked to its
    /// network.</summary>
    /// <value>none: the cluster has zones of its own</value>
    public ImmutableArray<string> PrivateZones { get; init; } = [];

    /// <summary>Ids of the virtual networks, such as a hub's, that resolve the cluster's own private DNS zones as well, the API server's
    /// among them. A network can be linked to only one zone of a name, hence to those of one cluster.</summary>
    /// <value>none: the cluster's network alone</value>
    public ImmutableArray<string> LinkedNetworks { get; init; } = [];

    /// <summary>Overlay network of the pods; may be the same on every cluster, because it is never routed outside.</summary>
    /// <value>10.244.0.0/16</value>
    public string PodCidr { get; init; } = "10.244.0.0/16";

    /// <summary>Network of the Kubernetes services; its tenth address is the cluster's DNS service.</summary>
    /// <value>172.20.0.0/16</value>
    public string ServiceCidr { get; init; } = "172.20.0.0/16";
}
