using Infra.AddOns.Contracts;
using Infra.AddOns.Traffic;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Networks;

/// <summary>CLU147: the domain of a cluster is one, and leads to no other cluster. CLU148: something answers under it.</summary>
public sealed class IngressDomains : ISpecRule
{
    // RFC 1035, less a name of a route and the period before it.
    private const int MostCharacters = 253 - 64;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var named = platform.Clusters.Where(cluster => cluster.Ingress is not null).ToList();
        foreach (var cluster in named)
        {
            var (path, domain) = ($"{cluster.Path}.ingress.domain", cluster.Ingress!.Domain);
            if (domain.Length > MostCharacters || !SettingForms.IsHostName(domain))
            {
                yield return Finding.Error(
                    "CLU147", path,
                    $"\"{domain}\" is not a domain. Allowed: two or more labels of lower-case letters, digits and hyphens, at most " +
                    $"{MostCharacters} characters, such as {cluster.Name}.ai.acme.example.");
            }
            else if (named.FirstOrDefault(other => other != cluster && Holds(other.Ingress!.Domain, domain)) is { } other)
            {
                yield return Finding.Error(
                    "CLU147", path,
                    $"names under \"{domain}\" are names under \"{other.Ingress!.Domain}\" as well, which lead to {other.Name}. " +
                    $"Allowed: a domain of its own, such as {cluster.Name}.ai.acme.example.");
            }

            if (Silence(cluster, Clouds.Of(cluster)) is { } reason)
            {
                yield return Finding.Error("CLU148", $"{cluster.Path}.ingress", reason);
            }
        }
    }

    private static bool Holds(string outer, string domain) =>
        domain == outer || domain.EndsWith($".{outer}", StringComparison.Ordinal);

    private static string? Silence(ClusterSpec cluster, CloudFacts cloud) =>
        !AddOn.Of(cluster).OfType<EnvoyGateway>().Any()
            ? "envoy-gateway is off on this cluster, and nothing answers under its names. Turn it on with envoy-gateway: {}, or remove " +
              "ingress."
        : !EnvoyGateway.IsBalanced(cloud)
            ? "the site has no addresses for load balancers, so its gateway is reached from inside the cluster alone. List ranges of its " +
              "network under network.addressPools, or remove ingress."
        : null;
}
