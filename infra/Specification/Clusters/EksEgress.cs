namespace Infra.Specification.Clusters;

/// <summary>How nodes of an EKS cluster reach the internet.</summary>
public enum EksEgress
{
    /// <summary>A NAT gateway in each zone: the loss of a zone does not affect the others.</summary>
    NatPerZone,

    /// <summary>One NAT gateway for all zones: cheaper, but lost together with its zone.</summary>
    NatSingle,

    /// <summary>The transit gateway, behind which a network of yours inspects the traffic: no NAT gateway and no public subnet.</summary>
    TransitGateway,

    /// <summary>Whatever the routes of an existing VPC lead to.</summary>
    Existing,

    /// <summary>No route to the internet: all traffic goes through VPC endpoints and the mirror.</summary>
    Isolated,
}
