using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

/// <summary>The network of an on-prem cluster.</summary>
public sealed record OnPremNetworkSpec
{
    /// <summary>Private IPv4 network that the hosts are in.</summary>
    public required string Cidr { get; init; }

    /// <summary>Address ranges for load balancers inside <see cref="Cidr"/>, as <c>first-last</c> or CIDR; MetalLB hands them out.</summary>
    public ImmutableArray<string> AddressPools { get; init; } = [];
}
