using System.Text.RegularExpressions;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU029: hosts are distinct addresses in the site's network, one a node, and given exactly where the cluster is
/// installed.</summary>
public sealed class Hosts : ISpecRule
{
    private static readonly Regex _dnsName =
        new(@"\A(?=.{1,253}\z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant);

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";

    private static IEnumerable<(string Path, string Host)> Named(OnPremClusterSpec cluster)
    {
        if (cluster.Install is null)
            yield break;
        for (var i = 0; i < cluster.Install.Servers.Length; i++)
            yield return ($"{cluster.Path}.install.servers[{i}]", cluster.Install.Servers[i]);
        foreach (var pool in cluster.Pools)
            for (var i = 0; i < pool.Hosts.Length; i++)
                yield return ($"{pool.Path}.hosts[{i}]", pool.Hosts[i]);
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
                    yield return Finding.Error(
                        "CLU029", $"{pool.Path}.hosts",
                        "hosts are given, but the cluster is adopted. Leave them out, or give install.")
                        with { ComparedWith = [$"{cluster.Path}.install", $"{cluster.Path}.kubeconfigSecret"] };
                // The server of a single-node cluster is its pool's node as well.
                else if (cluster.Install is { } install && pool.Hosts.Length != pool.Nodes &&
                    !(install.Servers.Length == 1 && pool is { Nodes: 1, Hosts.IsEmpty: true }))
                    yield return Finding.Error(
                        "CLU029", $"{pool.Path}.hosts",
                        $"{Count(pool.Hosts.Length, "host is", "hosts are")} given for {Count(pool.Nodes, "node", "nodes")}. Give one for each node.")
                        with { ComparedWith = [$"{pool.Path}.nodes"] };
            }

            var network = cluster.Network is null ? null : Ipv4Range.OfNetwork(cluster.Network.Cidr);
            foreach (var (path, host) in Named(cluster))
            {
                if (Ipv4Range.OfAddress(host) is not { } address)
                {
                    if (!_dnsName.IsMatch(host))
                        yield return Finding.Error("CLU029", path, $"\"{host}\" is not a host. Allowed: an IPv4 address or a DNS name.");
                }
                else if (network?.Contains(address) == false)
                {
                    yield return Finding.Error(
                        "CLU029", path,
                        $"\"{host}\" is outside the site's network. Allowed: addresses in {cluster.Network!.Cidr}.")
                        with { ComparedWith = [$"{cluster.Path}.network.cidr"] };
                }

                if (!seen.TryAdd($"{cluster.Region}/{host}", path))
                    yield return Finding.Error(
                        "CLU029", path,
                        $"\"{host}\" is {seen[$"{cluster.Region}/{host}"]} as well. A host has one part.");
            }
        }
    }
}
