using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU164: kube-vip can hold the registration address: it is an address of the site that no host has, and there is more than one
/// server to hold it.</summary>
public sealed class VirtualAddress : ISpecRule
{
    // IFNAMSIZ of the Linux kernel: 15 characters.
    private static readonly Regex _interface = new(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,14}\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Install is not { KubeVip: { } kubeVip } install)
            {
                continue;
            }

            var path = $"{cluster.Path}.install";
            if (install.Servers.Length == 1)
            {
                yield return Finding.Error(
                    "CLU164", $"{path}.kubeVip",
                    "one server holds its address by itself. Leave kubeVip out, or list three servers.")
                    with { ComparedWith = [$"{path}.servers"] };
            }
            else if (Ipv4Range.OfAddress(install.RegistrationAddress) is not { } address)
            {
                yield return Finding.Error(
                    "CLU164", $"{path}.registrationAddress",
                    $"\"{install.RegistrationAddress}\" is not an address that kube-vip can hold. Allowed with kubeVip: an IPv4 address " +
                    "of the site that no host has.");
            }
            else if (cluster.Pools.SelectMany(pool => pool.Hosts).Contains(install.RegistrationAddress)
                || Ipv4Range.OfNetwork(cluster.NetworkCidr ?? "")?.Contains(address) == false)
            {
                // A server's own address is refused by CLU027, one in an address pool by CLU030.
                yield return Finding.Error(
                    "CLU164", $"{path}.registrationAddress",
                    $"\"{install.RegistrationAddress}\" is the address of a host, or outside the site's network. Allowed with kubeVip: a " +
                    $"free address{(cluster.NetworkCidr is { } site ? $" in {site}" : "")}.")
                    with { ComparedWith = [$"{cluster.Path}.network.cidr"] };
            }

            if (!_interface.IsMatch(kubeVip.Interface))
            {
                yield return Finding.Error(
                    "CLU164", $"{path}.kubeVip.interface",
                    $"\"{kubeVip.Interface}\" is not the name of a network interface. Allowed: at most 15 letters, digits, '.', '_' and " +
                    "'-', such as eno1.");
            }
        }
    }
}
