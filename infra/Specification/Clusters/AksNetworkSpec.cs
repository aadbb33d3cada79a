namespace Infra.Specification.Clusters;

/// <summary>The virtual network of an AKS cluster; pods have an overlay of their own.</summary>
public sealed record AksNetworkSpec
{
    /// <summary>Private IPv4 network of the virtual network, between /16 and /24.</summary>
    public required string Cidr { get; init; }

    /// <summary>Availability zones used, 1 to 3.</summary>
    /// <value>3</value>
    public int Zones { get; init; } = 3;

    /// <summary>The way out of the network.</summary>
    /// <value>nat-gateway</value>
    public AksEgress Egress { get; init; } = AksEgress.NatGateway;

    /// <summary>Private address of the firewall that inspects what leaves, where egress is <c>firewall</c>.</summary>
    public string? FirewallAddress { get; init; }

    /// <summary>Id of the virtual network that this one is peered with: the hub with the firewall, or the network of whoever works on
    /// the cluster; absent: none, or peered by hand.</summary>
    public string? HubNetwork { get; init; }

    /// <summary>Overlay network of the pods; may be the same on every cluster, since it is never routed outside.</summary>
    /// <value>10.244.0.0/16</value>
    public string PodCidr { get; init; } = "10.244.0.0/16";

    /// <summary>Network of the Kubernetes services; its tenth address is the cluster's DNS.</summary>
    /// <value>172.20.0.0/16</value>
    public string ServiceCidr { get; init; } = "172.20.0.0/16";
}
