using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Registries;

namespace Infra.Rules.Eks;

/// <summary>CLU125: a pull-through cache is of a registry that ECR can cache, with credentials exactly where ECR wants them, under a prefix
/// of its own, and the cluster can fill it.</summary>
public sealed partial class PullThroughs : ISpecRule
{
    private const string Code = "CLU125";

    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
    private static readonly string[] _upstreams = ["docker.io", "ghcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"];
    private static readonly string[] _withCredentials = ["docker.io", "ghcr.io"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var known = new List<(string? Account, string Region, string Prefix, string Path)>();
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>().Where(cluster => !cluster.PullThrough.IsEmpty))
        {
            if (cluster.Network.Way == EksEgress.Isolated)
            {
                yield return Finding.Error(
                    Code, $"{cluster.Path}.pullThrough",
                    "through an endpoint of ECR the first pull of an image needs a route to the internet, and egress is isolated. Leave " +
                    "pullThrough out, and copy the images to the mirror.") with { ComparedWith = [$"{cluster.Path}.network.egress"] };
            }

            if (cluster.Account is null)
            {
                yield return Finding.Error(
                    Code, $"{cluster.Path}.account",
                    "account is missing, but it is part of the registry's name, from which workloads pull. Give the account, twelve " +
                    "digits in quotes.");
            }

            for (var i = 0; i < cluster.PullThrough.Length; i++)
            {
                var (cache, path) = (cluster.PullThrough[i], $"{cluster.Path}.pullThrough[{i}]");
                foreach (var finding in Check(cluster, cache, path))
                {
                    yield return finding;
                }

                var own = (cluster.Account, cluster.Region, cache.Prefix, path);
                if (known.FirstOrDefault(one => (one.Account, one.Region, one.Prefix) == (own.Account, own.Region, own.Prefix))
                    is { Path: not null } other)
                {
                    yield return Finding.Error(
                        Code, $"{path}.prefix",
                        $"\"{cache.Prefix}\" is a cache of the same account and region in {other.Path}. Give it to one cluster; the " +
                        "others pull from it as well.") with { ComparedWith = [$"{other.Path}.prefix"] };
                }
                else
                {
                    known.Add(own);
                }
            }
        }
    }

    private static IEnumerable<Finding> Check(EksClusterSpec cluster, EksPullThroughSpec cache, string path)
    {
        if (!Prefix().IsMatch(cache.Prefix))
        {
            yield return Finding.Error(
                Code, $"{path}.prefix",
                $"\"{cache.Prefix}\" is not a prefix of ECR. Allowed: 2 to 30 lower-case letters, digits and single '.', '_', '-' and " +
                "'/' between them, such as quay.");
        }

        if (!_upstreams.Contains(cache.Upstream))
        {
            yield return Finding.Error(
                Code, $"{path}.upstream", $"ECR caches no images of \"{cache.Upstream}\" here. Allowed: {Spelling.List(_upstreams)}.");
            yield break;
        }

        var secret = cache.CredentialsSecret;
        if (secret is null != !_withCredentials.Contains(cache.Upstream))
        {
            yield return Finding.Error(
                Code, $"{path}.credentialsSecret",
                secret is null
                    ? $"ECR caches images of {cache.Upstream} only with credentials. Give the ARN of a secret whose name starts with " +
                        "ecr-pullthroughcache/."
                    : $"ECR takes no credentials for {cache.Upstream}. Leave credentialsSecret out.");
        }
        else if (secret is not null && (!Secret().IsMatch(secret) || secret.Split(':')[3] != cluster.Region))
        {
            yield return Finding.Error(
                Code, $"{path}.credentialsSecret",
                $"\"{secret}\" is not a secret that ECR reads in {cluster.Region}. Allowed: the ARN of a secret of that region whose " +
                "name starts with ecr-pullthroughcache/.");
        }
    }

    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html
    [GeneratedRegex(@"\A(?=.{2,30}\z)[a-z0-9]+([._/-][a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(
        @"\Aarn:aws(-[a-z]+)*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:ecr-pullthroughcache/[A-Za-z0-9/_+=.@-]+\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
