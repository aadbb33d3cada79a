namespace Infra.Specification.Clusters;

/// <summary>The VPC of an EKS cluster.</summary>
public sealed record EksNetworkSpec
{
    /// <summary>Private IPv4 network of the VPC, between /16 and /24 (the limits of a VPC are /16 and /28).</summary>
    public required string Cidr { get; init; }

    /// <summary>Availability zones used, from 2 (the minimum of EKS) to the number that the region has.</summary>
    /// <value>3</value>
    public int Zones { get; init; } = 3;

    /// <summary>Egress from the network.</summary>
    /// <value>nat-per-zone</value>
    public EksEgress Egress { get; init; } = EksEgress.NatPerZone;
}
