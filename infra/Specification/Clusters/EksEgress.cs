namespace Infra.Specification.Clusters;

/// <summary>How nodes of an EKS cluster reach the internet.</summary>
public enum EksEgress
{
    /// <summary>A NAT gateway in each zone: a lost zone takes no other with it.</summary>
    NatPerZone,

    /// <summary>One NAT gateway for all zones: cheaper, and gone with its zone.</summary>
    NatSingle,

    /// <summary>No route to the internet: everything through VPC endpoints and the mirror.</summary>
    Isolated,
}
