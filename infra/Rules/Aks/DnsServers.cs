using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU145: the DNS servers of an AKS network are private addresses, and networks are linked to its zones once.</summary>
public sealed class DnsServers : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            foreach (var (index, address) in cluster.Network.DnsServers.Index())
            {
                if (Ipv4Range.OfAddress(address) is not { IsPrivate: true })
                {
                    yield return Finding.Error(
                        "CLU145", $"{cluster.Path}.network.dnsServers[{index}]",
                        $"\"{address}\" is not a private address, and public servers do not know the cluster's private zones. Allowed: " +
                        "an IPv4 address in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.");
                }
            }

            // The name of a network is the name of its link.
            var linked = cluster.Network.LinkedNetworks;
            var names = linked.Select(id => AksResourceId.Of(id, AksResourceId.VirtualNetwork)?.Name.ToLowerInvariant()).ToList();
            for (var i = 0; i < linked.Length; i++)
            {
                if (names[i] is { } name && names.IndexOf(name) < i)
                {
                    yield return Finding.Error(
                        "CLU145", $"{cluster.Path}.network.linkedNetworks[{i}]",
                        $"a network \"{name}\" is already linked. Give each network once, and link networks of the same name by hand.");
                }
            }
        }
    }
}
