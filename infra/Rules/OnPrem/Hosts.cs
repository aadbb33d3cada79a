using System.Text.RegularExpressions;
using Infra.Facts.OnPrem;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU029: hosts are addresses in the site's network, one per node, each in one cluster and one pool, and listed if and only if
/// the platform installs the cluster. A server may also be a node of one pool.</summary>
public sealed class Hosts : ISpecRule
{
    private static readonly Regex _dnsName =
        new(@"\A(?=.{1,253}\z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant);

    /// <summary>Whether a text can name a host: an IPv4 address or a DNS name.</summary>
    internal static bool IsHost(string text) => Ipv4Range.OfAddress(text) is not null || _dnsName.IsMatch(text);

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";

    // The part is what may occur only once: a server, a node, or a server that is also a node.
    private static IEnumerable<(string Path, string Host, string Part)> Named(OnPremClusterSpec cluster)
    {
        if (cluster.Install is not { Servers: var servers })
        {
            yield break;
        }

        for (var i = 0; i < servers.Length; i++)
        {
            yield return ($"{cluster.Path}.install.servers[{i}]", servers[i], $"{cluster.Region}/{servers[i]}");
        }

        foreach (var pool in cluster.Pools)
        {
            // A pool of one node without a host runs on the only server.
            var hosts = ClusterHost.HostsOf(pool, cluster.Install);
            for (var i = 0; i < hosts.Length; i++)
            {
                yield return (
                    pool.Hosts.IsEmpty ? $"{pool.Path}.hosts" : $"{pool.Path}.hosts[{i}]", hosts[i],
                    $"{cluster.Region}/{hosts[i]}{(servers.Contains(hosts[i]) ? " as a node" : "")}");
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            foreach (var pool in cluster.Pools)
            {
                if (cluster.Install is null && !pool.Hosts.IsEmpty)
                {
                    yield return Finding.Error(
                        "CLU029", $"{pool.Path}.hosts",
                        "hosts are listed, but the cluster is adopted. Leave hosts out, or give install.")
                        with { ComparedWith = [$"{cluster.Path}.install", $"{cluster.Path}.kubeconfigSecret"] };
                }
                else if (cluster.Install is { } install && ClusterHost.HostsOf(pool, install).Length != pool.Nodes)
                {
                    yield return Finding.Error(
                        "CLU029", $"{pool.Path}.hosts",
                        $"{Count(pool.Hosts.Length, "host is", "hosts are")} listed for {Count(pool.Nodes, "node", "nodes")}. List one " +
                        "host for each node.")
                        with { ComparedWith = [$"{pool.Path}.nodes"] };
                }
            }

            var network = cluster.Network is null ? null : Ipv4Range.OfNetwork(cluster.Network.Cidr);
            foreach (var (path, host, part) in Named(cluster))
            {
                if (!IsHost(host))
                {
                    yield return Finding.Error("CLU029", path, $"\"{host}\" is not a host. Allowed: an IPv4 address or a DNS name.");
                }
                else if (Ipv4Range.OfAddress(host) is { } address && network?.Contains(address) == false)
                {
                    yield return Finding.Error(
                        "CLU029", path,
                        $"\"{host}\" is outside the site's network. Allowed: addresses in {cluster.Network!.Cidr}.")
                        with { ComparedWith = [$"{cluster.Path}.network.cidr"] };
                }

                if (!seen.TryAdd(part, path))
                {
                    yield return Finding.Error(
                        "CLU029", path,
                        $"\"{host}\" is already used by {seen[part]}. A host belongs to one cluster and to one pool in it" +
                        (path.EndsWith(".hosts", StringComparison.Ordinal) ? "; a pool without hosts runs on the only server." : "."));
                }
            }
        }
    }
}
