using System.Collections.Immutable;
using Infra.Specification.Networks;

namespace Infra.Specification.Clusters;

/// <summary>The network of an on-prem cluster.</summary>
public sealed record OnPremNetworkSpec
{
    /// <summary>Private IPv4 network of the hosts.</summary>
    public required string Cidr { get; init; }

    /// <summary>Address ranges for load balancers inside <see cref="Cidr"/>, as <c>first-last</c> or CIDR; MetalLB assigns addresses from
    /// them.</summary>
    public ImmutableArray<string> AddressPools { get; init; } = [];

    /// <summary>Network of pods. Part of the configuration of a cluster that the platform installs; of an adopted cluster, what it was set
    /// up with. It cannot be changed afterwards.</summary>
    /// <value>the distribution's own: 10.42.0.0/16 for RKE2 and k3s, 10.128.0.0/14 for OpenShift; kubeadm has none</value>
    public string? PodCidr { get; init; }

    /// <summary>Network of services, likewise; its tenth address is the cluster's DNS server.</summary>
    /// <value>the distribution's own: 10.43.0.0/16 for RKE2 and k3s, 172.30.0.0/16 for OpenShift, 10.96.0.0/12 for kubeadm</value>
    public string? ServiceCidr { get; init; }

    /// <summary>How the network encrypts what pods send from one machine to another. Part of the configuration of a cluster that the
    /// platform installs, which knows WireGuard; of an adopted cluster, what it was set up with.</summary>
    /// <value>wireguard where the platform installs the cluster and <c>sovereignty.encryptTraffic</c> is true, otherwise none</value>
    public NetworkEncryption? Encryption { get; init; }
}
