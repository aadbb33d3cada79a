using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Specification.Networks;

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
    /// <value>nat-per-zone; in an existing VPC: existing</value>
    public EksEgress? Egress { get; init; }

    /// <summary>The VPC and subnets, where they exist already.</summary>
    /// <value>absent: the platform creates them</value>
    public EksExistingNetworkSpec? Existing { get; init; }

    /// <summary>A second range of the VPC for pods, in 100.64.0.0/10 and between /16 and /24: nodes then take one address each of
    /// <see cref="Cidr"/>. It may be the same on every cluster, because pods reach other networks with the address of their node.</summary>
    /// <value>absent: pods share the subnets of the nodes</value>
    public string? PodCidr { get; init; }

    /// <summary>The transit gateway to which the VPC is attached.</summary>
    /// <value>none</value>
    public EksTransitGatewaySpec? TransitGateway { get; init; }

    /// <summary>Further AWS accounts, twelve digits, quoted, whose resources can be reached through the endpoints of a private network,
    /// such as one with a registry or data sets. The cluster's own account, and its organization where the stack names it, always
    /// can.</summary>
    public ImmutableArray<string> TrustedAccounts { get; init; } = [];

    /// <summary>The egress with its default.</summary>
    [JsonIgnore]
    public EksEgress Way => Egress ?? (Existing is null ? EksEgress.NatPerZone : EksEgress.Existing);

    /// <summary>Whether pods have subnets of their own.</summary>
    [JsonIgnore]
    public bool HasPodSubnets => PodCidr is not null || Existing is { Pods.IsEmpty: false };
}
