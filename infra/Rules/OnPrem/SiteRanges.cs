using Infra.Facts.OnPrem;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU160: the networks of pods and services of an on-prem cluster are private, have room, and contain no address that a pod must
/// reach outside: a node sends such a packet to a pod or a service, or nowhere.</summary>
public sealed class SiteRanges : ISpecRule
{
    // kube-apiserver takes at most 20 bits for services (kubernetes/kubernetes, pkg/controlplane/apiserver/options: "must be at most 20
    // bits for IPv4"); below 256 they run out with the platform's own.
    private const int LargestServices = 12;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            var networks = SiteNetworks.Of(cluster);
            var outside = Outside(platform, cluster).ToList();
            var nodes = cluster.Install is { } install
                ? ClusterHost.Of(cluster, install).Count
                : cluster.Pools.Sum(pool => (long)pool.Nodes);
            (string Member, string? Network, bool Given, long Room)[] inside =
            [
                ("podCidr", networks.Pods, cluster.Network?.PodCidr is not null, nodes << (32 - networks.NodePrefix)),
                ("serviceCidr", networks.Services, cluster.Network?.ServiceCidr is not null, 1 << 8),
            ];
            foreach (var (member, network, given, room) in inside)
            {
                if (network is null)
                {
                    continue;
                }

                var path = $"{cluster.Path}.network.{member}";
                if (Ipv4Range.OfNetwork(network) is not { IsPrivate: true } range)
                {
                    yield return Finding.Error(
                        "CLU160", path,
                        $"\"{network}\" is not a private network. Allowed: an IPv4 network in CIDR notation without host bits, such as " +
                        "10.44.0.0/16.");
                    continue;
                }

                if (range.Size < room)
                {
                    yield return Finding.Error(
                        "CLU160", path,
                        $"\"{network}\" has {range.Size} addresses, but " +
                        (member == "podCidr" ? $"{nodes} nodes take a /{networks.NodePrefix} each." : "services need at least a /24."));
                }
                else if (member == "serviceCidr" && range.Size > 1L << (32 - LargestServices))
                {
                    yield return Finding.Error(
                        "CLU160", path, $"\"{network}\" has {range.Size} addresses. Allowed: from /24 to /{LargestServices}.");
                }

                var shared = outside.Where(other => other.Range.Overlaps(range)).ToList();
                if (shared.Count > 0)
                {
                    yield return Finding.Error(
                        "CLU160", path,
                        $"\"{network}\"{(given ? "" : $", the default of {Spelling.Of(cluster.Distribution)},")} overlaps " +
                        $"{Spelling.List(shared.Select(other => other.Name))}; pods could not reach it. " +
                        (cluster.Install is null
                            ? "State the network that the cluster was set up with; if it is this one, the cluster cannot be in this fleet."
                            : "Give a private network that nothing else uses."))
                        with { ComparedWith = [.. shared.Select(other => other.Path)] };
                }

                outside.Add((member, range, path));
            }
        }
    }

    private static IEnumerable<(string Name, Ipv4Range Range, string Path)> Outside(PlatformSpec platform, OnPremClusterSpec cluster)
    {
        var site = Ipv4Range.OfNetwork(cluster.NetworkCidr ?? "");
        if (site is { } whole)
        {
            yield return ($"network.cidr {cluster.NetworkCidr}", whole, $"{cluster.Path}.network.cidr");
        }

        foreach (var other in platform.Clusters)
        {
            if (other.Path != cluster.Path && Ipv4Range.OfNetwork(other.NetworkCidr ?? "") is { } network && network != site)
            {
                yield return ($"{other.NetworkCidr} of {other.Path} ({other.Name})", network, $"{other.Path}.network.cidr");
            }
        }

        // What is inside the site's network is told with it.
        foreach (var (text, path) in Addresses(platform, cluster).DistinctBy(address => address.Text))
        {
            if ((Ipv4Range.OfPool(text) ?? Ipv4Range.OfAddress(text)) is { } range && site?.Contains(range) != true)
            {
                yield return ($"{path.Replace($"{cluster.Path}.", "", StringComparison.Ordinal)} {text}", range, path);
            }
        }
    }

    private static IEnumerable<(string Text, string Path)> Addresses(PlatformSpec platform, OnPremClusterSpec cluster)
    {
        var pools = cluster.Network?.AddressPools ?? [];
        for (var i = 0; i < pools.Length; i++)
        {
            yield return (pools[i], $"{cluster.Path}.network.addressPools[{i}]");
        }

        if (cluster.Install is { } install)
        {
            for (var i = 0; i < install.Servers.Length; i++)
            {
                yield return (install.Servers[i], $"{cluster.Path}.install.servers[{i}]");
            }

            yield return (install.RegistrationAddress, $"{cluster.Path}.install.registrationAddress");
            foreach (var pool in cluster.Pools)
            {
                for (var i = 0; i < pool.Hosts.Length; i++)
                {
                    yield return (pool.Hosts[i], $"{pool.Path}.hosts[{i}]");
                }
            }
        }

        if (platform.Sovereignty.Registry is { } registry)
        {
            yield return (registry.Split('/', ':')[0], "sovereignty.registry");
        }

        foreach (var (member, store) in cluster.Stores)
        {
            if (Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var endpoint))
            {
                yield return (endpoint.Host, $"{cluster.Path}.{member}.endpoint");
            }
        }
    }
}
