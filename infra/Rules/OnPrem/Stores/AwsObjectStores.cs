using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem.Stores;

/// <summary>CLU181: the endpoint of an object store in AWS is that of a region, and the region of the store is the same: S3 refuses a
/// signature for another one (<c>AuthorizationHeaderMalformed</c>), and a bucket in the host name would be there twice.</summary>
public sealed partial class AwsObjectStores : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var stores =
            from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
            from each in cluster.Stores
            select (Path: $"{cluster.Path}.{each.Member}", each.Store);
        foreach (var (path, store) in stores)
        {
            if (!Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var endpoint) || !OfAws().IsMatch(endpoint.Host))
            {
                continue;
            }

            if (Regional().Match(endpoint.Host) is not { Success: true } match)
            {
                yield return Finding.Error(
                    "CLU181", $"{path}.endpoint",
                    $"\"{endpoint.Host}\" is not the S3 endpoint of a region. Allowed: " +
                    $"s3.<region>{OfAws().Match(endpoint.Host).Value}, without the name of the bucket.");
            }
            else if (match.Groups["region"].Value != store.Region)
            {
                yield return Finding.Error(
                    "CLU181", $"{path}.region",
                    $"region is {store.Region}, but the endpoint is in {match.Groups["region"].Value}, and S3 refuses a signature for " +
                    $"another region. Allowed: {match.Groups["region"].Value}.")
                    with { ComparedWith = [$"{path}.endpoint"] };
            }
        }
    }

    // https://docs.aws.amazon.com/general/latest/gr/s3.html
    [GeneratedRegex(@"\.amazonaws\.(com|com\.cn|eu)\z")]
    private static partial Regex OfAws();

    [GeneratedRegex(@"\As3(-fips)?(\.dualstack)?\.(?<region>[a-z]{2,4}(-[a-z]+)+-[0-9])\.amazonaws\.(com|com\.cn|eu)\z")]
    private static partial Regex Regional();
}
