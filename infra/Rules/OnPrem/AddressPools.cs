using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU030: address pools of load balancers are inside the site's network, and overlap neither hosts nor each other.</summary>
public sealed class AddressPools : ISpecRule
{
    private static IEnumerable<(string Name, Ipv4Range Range)> Hosts(OnPremClusterSpec cluster)
    {
        if (cluster.Install is not { } install)
        {
            yield break;
        }

        foreach (var host in install.Servers.Append(install.RegistrationAddress).Concat(cluster.Pools.SelectMany(pool => pool.Hosts))
            .Distinct())
        {
            if (Ipv4Range.OfAddress(host) is { } address)
            {
                yield return (host, address);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Network is not { } site)
            {
                continue;
            }

            var network = Ipv4Range.OfNetwork(site.Cidr);
            var taken = Hosts(cluster).ToList();
            for (var i = 0; i < site.AddressPools.Length; i++)
            {
                var (text, path) = (site.AddressPools[i], $"{cluster.Path}.network.addressPools[{i}]");
                if (Ipv4Range.OfPool(text) is not { } pool)
                {
                    yield return Finding.Error(
                        "CLU030", path,
                        $"\"{text}\" is not an address pool. Allowed: a range such as 192.168.10.200-192.168.10.220, or a network in " +
                        "CIDR notation.");
                    continue;
                }

                if (network?.Contains(pool) == false)
                {
                    yield return Finding.Error(
                        "CLU030", path,
                        $"\"{text}\" is outside the site's network. Allowed: addresses in {site.Cidr}.")
                        with { ComparedWith = [$"{cluster.Path}.network.cidr"] };
                }

                foreach (var (name, other) in taken)
                {
                    if (other.Overlaps(pool))
                    {
                        yield return Finding.Error(
                            "CLU030", path,
                            $"\"{text}\" overlaps {name}. An address pool must not contain a host or overlap another pool.");
                    }
                }

                taken.Add((text, pool));
            }
        }
    }
}
