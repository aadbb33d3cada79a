using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU010: pod and service networks of AKS are private, overlap neither the node network nor each other, and have a size that AKS
/// accepts; none of the three is in a range that AKS reserves.</summary>
public sealed class OverlayNetworks : ISpecRule
{
    // https://learn.microsoft.com/azure/aks/concepts-network-cni-overview#aks-cni-networking-prerequisites; the other two, 169.254.0.0/16
    // and 192.0.2.0/24, are not private and refused as such.
    private static readonly string[] _reserved = ["172.30.0.0/16", "172.31.0.0/16"];

    private static IEnumerable<Finding> Reserved(string path, string network)
    {
        var overlapped = _reserved
            .Where(reserved => Ipv4Range.OfNetwork(network)?.Overlaps(Ipv4Range.OfNetwork(reserved)!.Value) == true).ToList();
        if (overlapped.Count > 0)
        {
            yield return Finding.Error(
                "CLU010", path,
                $"\"{network}\" overlaps {Spelling.List(overlapped)}, which AKS reserves for itself. Give another network.");
        }
    }

    private static IEnumerable<Finding> Check(
        string place, string name, string network, int largest, List<(string Name, Ipv4Range Range)> taken)
    {
        var path = $"{place}.{name}";
        if (Ipv4Range.OfNetwork(network) is not { IsPrivate: true } range)
        {
            yield return Finding.Error(
                "CLU010", path,
                $"\"{network}\" is not a private network. Allowed: an IPv4 network in CIDR notation without host bits, such as " +
                "10.244.0.0/16.");
            yield break;
        }

        if (range.Size > 1L << (32 - largest) || range.Size < 1 << 8)
        {
            yield return Finding.Error("CLU010", path, $"\"{network}\" has {range.Size} addresses. Allowed: from /24 to /{largest}.");
        }

        foreach (var finding in Reserved(path, network))
        {
            yield return finding;
        }

        foreach (var (other, there) in taken)
        {
            if (there.Overlaps(range))
            {
                yield return Finding.Error("CLU010", path, $"\"{network}\" overlaps {other}. The networks of a cluster must not overlap.")
                    with { ComparedWith = [$"{place}.cidr", $"{place}.podCidr"] };
            }
        }

        taken.Add((name, range));
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            var taken = new List<(string Name, Ipv4Range Range)>();
            if (Ipv4Range.OfNetwork(cluster.Network.Cidr) is { } nodes)
            {
                taken.Add(("the node network", nodes));
            }

            foreach (var finding in Reserved($"{cluster.Path}.network.cidr", cluster.Network.Cidr))
            {
                yield return finding;
            }

            // https://learn.microsoft.com/azure/aks/azure-cni-overlay: service networks are smaller than /12.
            (string Name, string Network, int Largest)[] own =
                [("podCidr", cluster.Network.PodCidr, 8), ("serviceCidr", cluster.Network.ServiceCidr, 13)];
            foreach (var (name, network, largest) in own)
            {
                foreach (var finding in Check($"{cluster.Path}.network", name, network, largest, taken))
                {
                    yield return finding;
                }
            }
        }
    }
}
