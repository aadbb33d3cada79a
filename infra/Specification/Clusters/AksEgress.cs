namespace Infra.Specification.Clusters;

/// <summary>How nodes of an AKS cluster reach the internet.</summary>
public enum AksEgress
{
    /// <summary>A NAT gateway with a public address of its own.</summary>
    NatGateway,

    /// <summary>A user-defined route to a firewall that inspects what leaves.</summary>
    Firewall,
}
