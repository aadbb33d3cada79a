using Infra.Specification.Storage;

namespace Infra.Facts.Clusters;

/// <summary>A Loki of the cluster, which keeps logs in a bucket of the site's object store.</summary>
/// <param name="Store">The object store.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Days">For how many days they are kept.</param>
public sealed record LokiLogs(ObjectStoreSpec Store, string Bucket, int Days) : LogStore;
