using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Names;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU034: an object store has an https URL without a path and a readable CA certificate, and its bucket has a valid S3 name and
/// is used by no other cluster: Velero restores from, and etcd snapshots are pruned in, everything in the bucket.</summary>
public sealed class ObjectStores : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var taken = new Dictionary<(string, string), (string Cluster, string Path)>();
        var stores =
            from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
            from each in cluster.Stores
            select (cluster, Path: $"{cluster.Path}.{each.Member}", each.Store);
        foreach (var (cluster, path, store) in stores)
        {
            var place = (store.Endpoint.TrimEnd('/'), store.Bucket);
            if (!taken.TryAdd(place, (cluster.Path, path)))
            {
                var first = taken[place];
                yield return Finding.Error(
                    "CLU034", $"{path}.bucket",
                    $"\"{store.Bucket}\" already holds the backups of {first.Cluster}. " +
                    (first.Cluster == cluster.Path ? "Give the copy a bucket in another store." : "Give each cluster a bucket of its own."))
                    with { ComparedWith = [$"{first.Path}.bucket"] };
            }

            if (store.Endpoint.Contains('@', StringComparison.Ordinal))
            {
                yield return Finding.Error(
                    "CLU034", $"{path}.endpoint",
                    "the URL contains credentials and is not shown. Put them into the secret that credentialsSecret names. Allowed: an " +
                    "https URL with a host and an optional port, such as https://s3.example.com.");
            }

            // Uri accepts surrounding spaces and line breaks, and characters that no certificate contains.
            else if (store.Endpoint.Any(letter => letter is <= ' ' or > '~')
                || !Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var endpoint)
                || endpoint is not { Scheme: "https", PathAndQuery: "/" })
            {
                yield return Finding.Error(
                    "CLU034", $"{path}.endpoint",
                    $"\"{store.Endpoint}\" is not a valid object store URL. Allowed: an https URL with a host and an optional port, such " +
                    "as https://s3.example.com.");
            }

            if (store.CaCertificate is { } authority && !PemCertificates.Fits(authority))
            {
                yield return Finding.Error(
                    "CLU034", $"{path}.caCertificate",
                    $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
            }

            if (!BucketNames.Fits(store.Bucket))
            {
                yield return Finding.Error(
                    "CLU034", $"{path}.bucket",
                    $"\"{store.Bucket}\" is not a valid bucket name. Allowed: 3 to 63 lower-case letters, digits, '.' and '-'.");
            }
            else if (BucketNames.Reserved(store.Bucket) is { } reason)
            {
                yield return Finding.Error(
                    "CLU034", $"{path}.bucket", $"\"{store.Bucket}\" {reason}, which no bucket of S3 may.");
            }
        }
    }
}
