using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU028: an installed edge site has one k3s server; an adopted edge site is unrestricted.</summary>
public sealed class EdgeProfile : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Profile != SiteProfile.Edge)
            {
                continue;
            }

            if (cluster.Install is { Servers.Length: not 1 } install)
            {
                yield return Finding.Error(
                    "CLU028", $"{cluster.Path}.install.servers",
                    $"{install.Servers.Length} servers are listed, but profile is edge. Allowed: 1; for more servers, leave profile out.")
                    with { ComparedWith = [$"{cluster.Path}.profile"] };
            }

            if (cluster is { Install: not null, Distribution: not Distribution.K3s })
            {
                yield return Finding.Error(
                    "CLU028", $"{cluster.Path}.distribution",
                    $"{Spelling.Of(cluster.Distribution)} cannot be installed at an edge site. Allowed: k3s.");
            }
        }
    }
}
