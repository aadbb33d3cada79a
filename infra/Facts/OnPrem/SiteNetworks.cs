using Infra.Catalogue;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Facts.OnPrem;

/// <summary>The networks inside an on-prem cluster: what its stack says, or what its distribution does without being told.</summary>
/// <param name="Pods">Network of pods; absent: unknown, because kubeadm has no default.</param>
/// <param name="Services">Network of services.</param>
/// <param name="NodePrefix">Prefix of each node's share of the network of pods.</param>
public sealed record SiteNetworks(string? Pods, string Services, int NodePrefix)
{
    private const int DnsServer = 10;

    /// <summary>Address of the cluster's DNS server, by convention the tenth of the network of services; null if that is not a
    /// network.</summary>
    public string? Dns => Ipv4Range.OfNetwork(Services) is { } range ? Ipv4Range.Text(range.First + DnsServer) : null;

    /// <summary>The networks of a cluster.</summary>
    public static SiteNetworks Of(OnPremClusterSpec cluster)
    {
        var (pods, services, prefix) = OnPremProfile.Networks(cluster.Distribution);
        return new(cluster.Network?.PodCidr ?? pods, cluster.Network?.ServiceCidr ?? services, prefix);
    }
}
