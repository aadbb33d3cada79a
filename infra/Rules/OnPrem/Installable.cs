using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU027: the platform can install the cluster: RKE2 or k3s, on 1, 3 or 5 servers, in a release of the cluster's version, with a
/// fixed registration address.</summary>
public sealed class Installable : ISpecRule
{
    private static readonly Regex _release = new(@"\Av1\.[0-9]+\.[0-9]+\+(rke2r|k3s)[0-9]+\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Install is not { } install)
            {
                continue;
            }

            var (path, distribution) = ($"{cluster.Path}.install", Spelling.Of(cluster.Distribution));
            if (cluster.Distribution is not (Distribution.Rke2 or Distribution.K3s))
            {
                yield return Finding.Error(
                    "CLU027", $"{cluster.Path}.distribution",
                    $"the platform cannot install {distribution}. Allowed with install: rke2, k3s; adopt any other distribution with " +
                    "kubeconfigSecret.");
            }
            else if (!_release.IsMatch(install.Release) ||
                install.Release.Contains("+rke2r", StringComparison.Ordinal) != (cluster.Distribution == Distribution.Rke2))
            {
                yield return Finding.Error(
                    "CLU027", $"{path}.release",
                    $"\"{install.Release}\" is not a release of {distribution}. Allowed: an exact release, such as " +
                    $"v{cluster.Version}.1+{(cluster.Distribution == Distribution.Rke2 ? "rke2r1" : "k3s1")}.")
                    with { ComparedWith = [$"{cluster.Path}.distribution"] };
            }
            else if (!install.Release.StartsWith($"v{cluster.Version}.", StringComparison.Ordinal))
            {
                yield return Finding.Error(
                    "CLU027", $"{path}.release",
                    $"\"{install.Release}\" is not a release of Kubernetes {cluster.Version}. Allowed: a release that starts with " +
                    $"v{cluster.Version}.")
                    with { ComparedWith = [$"{cluster.Path}.version"] };
            }

            if (install.Servers.Length is not (1 or 3 or 5))
            {
                yield return Finding.Error(
                    "CLU027", $"{path}.servers",
                    $"{install.Servers.Length} servers are listed. Allowed for an etcd quorum: 1, 3 or 5.");
            }

            if (install.Servers.Length > 1 && install.Servers.Contains(install.RegistrationAddress))
            {
                yield return Finding.Error(
                    "CLU027", $"{path}.registrationAddress",
                    $"\"{install.RegistrationAddress}\" is the address of one server and would be lost with it. Give a virtual IP " +
                    "address or a DNS name.")
                    with { ComparedWith = [$"{path}.servers"] };
            }

            if (install.Servers.Length == 1 && install.RegistrationAddress != install.Servers[0])
            {
                yield return Finding.Error(
                    "CLU027", $"{path}.registrationAddress",
                    $"\"{install.RegistrationAddress}\" is not the address of the only server. Allowed: {install.Servers[0]}.")
                    with { ComparedWith = [$"{path}.servers"] };
            }
        }
    }
}
