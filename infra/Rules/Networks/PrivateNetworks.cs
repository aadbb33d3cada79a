using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Networks;

/// <summary>CLU008: networks are private IPv4 networks; in a cloud, between /16 and /24.</summary>
public sealed class PrivateNetworks : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var network = cluster.NetworkCidr;
            if (network is null)
            {
                continue;
            }

            var path = $"{cluster.Path}.network.cidr";
            if (Ipv4Range.OfNetwork(network) is not { } range)
            {
                yield return Finding.Error(
                    "CLU008", path,
                    $"\"{network}\" is not a network. Allowed: an IPv4 network in CIDR notation without host bits, such as 10.10.0.0/16.");
            }
            else if (!range.IsPrivate)
            {
                yield return Finding.Error(
                    "CLU008", path,
                    $"\"{network}\" is not a private network. Allowed: networks in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and " +
                    "100.64.0.0/10.");
            }
            else if (cluster is CloudClusterSpec && range.Size is < 1 << 8 or > 1 << 16)
            {
                yield return Finding.Error(
                    "CLU008", path,
                    $"\"{network}\" has {range.Size} addresses. Allowed: from /24 (256) to /16 (65536).");
            }
        }
    }
}
