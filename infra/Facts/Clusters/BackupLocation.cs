using System.Collections.Immutable;

namespace Infra.Facts.Clusters;

/// <summary>Where the backups of a cluster go, in the terms of a Velero BackupStorageLocation.</summary>
/// <param name="Provider">Name of the provider, which is that of Velero's plugin.</param>
/// <param name="Bucket">Bucket or container.</param>
/// <param name="Config">Settings of the provider.</param>
/// <param name="CaCertificate">PEM certificates of the authority that issued the store's certificate; absent: a well-known
/// authority.</param>
/// <param name="CredentialsSecret">Name of the secret with credentials; absent where a workload identity has access to the store.</param>
public sealed record BackupLocation(
    string Provider, string Bucket, ImmutableSortedDictionary<string, string> Config,
    string? CaCertificate = null, string? CredentialsSecret = null)
{
    /// <summary>Name of Velero's plugin for the provider.</summary>
    public string Plugin => PluginOf(Provider);

    /// <summary>Name of Velero's plugin for a provider, which is that of its image as well.</summary>
    public static string PluginOf(string provider) =>
        provider == "azure" ? "velero-plugin-for-microsoft-azure" : $"velero-plugin-for-{provider}";
}
