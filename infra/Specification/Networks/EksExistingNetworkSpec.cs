using System.Collections.Immutable;

namespace Infra.Specification.Networks;

/// <summary>An existing VPC for an EKS cluster, with its subnets and routes. The platform changes nothing in it: it adds security groups
/// and, unless they exist, the endpoints of AWS services.</summary>
public sealed record EksExistingNetworkSpec
{
    /// <summary>Id of the VPC, for example <c>vpc-0123456789abcdef0</c>; both of its DNS attributes are on.</summary>
    public required string Vpc { get; init; }

    /// <summary>Subnets of the nodes, one for each zone that the cluster uses.</summary>
    public required ImmutableArray<EksSubnetSpec> Nodes { get; init; }

    /// <summary>Subnets of the control plane's interfaces and of the endpoints, one for each of those zones.</summary>
    public required ImmutableArray<EksSubnetSpec> ControlPlane { get; init; }

    /// <summary>Subnets of the pods, one for each of those zones, in any range of the VPC.</summary>
    /// <value>none: pods are in the subnets of the nodes</value>
    public ImmutableArray<EksSubnetSpec> Pods { get; init; } = [];

    /// <summary>Ids of the route tables of these subnets, which get a route to S3; none where they have one.</summary>
    public ImmutableArray<string> RouteTables { get; init; } = [];

    /// <summary>Who makes the interface endpoints of AWS services, of which a VPC has one each with private DNS.</summary>
    /// <value>platform</value>
    public EksEndpointOwner ServiceEndpoints { get; init; } = EksEndpointOwner.Platform;
}
