using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU025: the address of a firewall is given if and only if egress goes through one, and is a private address outside the
/// cluster's networks; a hub is reached from a subscription that the cluster names.</summary>
public sealed class FirewallEgress : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            var (egress, address) = (cluster.Network.Egress, cluster.Network.FirewallAddress);
            var path = $"{cluster.Path}.network.firewallAddress";
            if (egress == AksEgress.Firewall && address is null)
            {
                yield return Finding.Error("CLU025", path,
                    "firewallAddress is missing, but egress is firewall. Give the firewall's private IPv4 address.");
            }
            else if (egress != AksEgress.Firewall && address is not null)
            {
                yield return Finding.Error(
                    "CLU025", $"{cluster.Path}.network.egress",
                    "egress is nat-gateway, but firewallAddress is given. Set egress to firewall, or leave firewallAddress out.");
            }
            else if (address is not null && Ipv4Range.OfAddress(address) is not { IsPrivate: true })
            {
                yield return Finding.Error(
                    "CLU025", path,
                    $"\"{address}\" is not a private address. Allowed: an IPv4 address in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 " +
                    "or 100.64.0.0/10.");
            }
            else if (address is not null && Ipv4Range.OfAddress(address) is { } firewall
                && Ipv4Range.OfNetwork(cluster.Network.Cidr)?.Contains(firewall) == true)
            {
                yield return Finding.Error(
                    "CLU025", path,
                    $"\"{address}\" is in the cluster's own network {cluster.Network.Cidr}, where the platform leaves no room for a " +
                    "firewall. Give the address of a firewall in a hub network.");
            }
            else if (address is not null && Ipv4Range.OfAddress(address) is { } outside)
            {
                foreach (var (member, own) in new[] { ("podCidr", cluster.Network.PodCidr), ("serviceCidr", cluster.Network.ServiceCidr) })
                {
                    if (Ipv4Range.OfNetwork(own)?.Contains(outside) == true)
                    {
                        yield return Finding.Error(
                            "CLU025", $"{cluster.Path}.network.{member}",
                            $"\"{own}\" contains the address of the firewall, {address}: what is sent there would stay in the cluster. " +
                            "Give a network without it.") with { ComparedWith = [path] };
                    }
                }
            }

            if (egress == AksEgress.Firewall && cluster.Network.HubNetwork is { } hub && cluster.Subscription is null
                && AksResourceId.Of(hub, AksResourceId.VirtualNetwork) is { } other)
            {
                yield return Finding.Error(
                    "CLU025", $"{cluster.Path}.subscription",
                    "subscription is missing, so the program cannot tell whether the hub is in it, and would leave the hub's side of the " +
                    $"peering to its owner. Name the subscription of the cluster; that of the hub is {other.Subscription}.");
            }
        }
    }
}
