using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

/// <summary>The network of an on-prem cluster.</summary>
public sealed record OnPremNetworkSpec
{
    /// <summary>Private IPv4 network of the hosts.</summary>
    public required string Cidr { get; init; }

    /// <summary>Address ranges for load balancers inside <see cref="Cidr"/>, as <c>first-last</c> or CIDR; MetalLB assigns addresses from
    /// them.</summary>
    public ImmutableArray<string> AddressPools { get; init; } = [];
}
