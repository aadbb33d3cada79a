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

    /// <summary>Overlay network of the pods; may be the same on every cluster, because it is never routed outside.</summary>
    /// <value>10.244.0.0/16</value>
    public string PodCidr { get; init; } = "10.244.0.0/16";

    /// <summary>Network of the Kubernetes services; its tenth address is the cluster's DNS service.</summary>
    /// <value>172.20.0.0/16</value>
    public string ServiceCidr { get; init; } = "172.20.0.0/16";
}
