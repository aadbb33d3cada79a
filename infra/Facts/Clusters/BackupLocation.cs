using System.Collections.Immutable;

namespace Infra.Facts.Clusters;

/// <summary>Where the backups of a cluster go, in the words of a Velero BackupStorageLocation.</summary>
/// <param name="Provider">Name of the provider, which is that of Velero's plugin.</param>
/// <param name="Plugin">Image of the plugin without its registry.</param>
/// <param name="Bucket">Bucket or container.</param>
/// <param name="Config">Settings of the provider.</param>
/// <param name="CaCertificate">Certificates of the authority that the store's own is from, PEM; absent: a well-known one.</param>
/// <param name="CredentialsSecret">Name of the secret with credentials; absent where a workload identity opens the store.</param>
public sealed record BackupLocation(
    string Provider, string Plugin, string Bucket, ImmutableSortedDictionary<string, string> Config,
    string? CaCertificate = null, string? CredentialsSecret = null);
