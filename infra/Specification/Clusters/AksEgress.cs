namespace Infra.Specification.Clusters;

/// <summary>How nodes of an AKS cluster reach the internet.</summary>
public enum AksEgress
{
    /// <summary>A NAT gateway with its own public address.</summary>
    NatGateway,

    /// <summary>A user-defined route to a firewall that inspects egress traffic.</summary>
    Firewall,
}
