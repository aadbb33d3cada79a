using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Facts.Conventions;

/// <summary>Names in the clouds. They are functions of the specification, not outputs of a resource, so that chart values stay
/// pure.</summary>
public static class ResourceNames
{
    /// <summary>Namespace of what the platform itself runs in a cluster, in addition to its add-ons.</summary>
    public const string PlatformNamespace = "ai-platform";

    /// <summary>Namespaces that every cluster has from the start.</summary>
    public static ImmutableArray<string> KubernetesNamespaces { get; } = ["default", "kube-node-lease", "kube-public", "kube-system"];

    /// <summary>Name of the secret with the credentials of an on-prem backup store, and its key; the backup add-on uses both.</summary>
    public const string BackupSecret = "velero-credentials", BackupSecretKey = "cloud";

    /// <summary>Name of the secret with the credentials of the second backup store of a site, under the same key.</summary>
    public const string BackupCopySecret = "velero-copy-credentials";

    /// <summary>Name of a cluster in its cloud: <c>{organization}-{environment}-{cluster}</c>.</summary>
    public static string Cluster(PlatformSpec platform, ClusterSpec cluster) =>
        $"{platform.Organization}-{platform.Environment}-{cluster.Name}";

    /// <summary>Where the secrets of a cluster's workloads are in a store with paths:
    /// <c>{organization}/{environment}/{cluster}/</c>.</summary>
    public static string SecretPrefix(PlatformSpec platform, ClusterSpec cluster) =>
        $"{platform.Organization}/{platform.Environment}/{cluster.Name}/";

    /// <summary>Name of an Azure storage account: 3 to 24 lower-case letters and digits, unique across Azure. The readable part is
    /// truncated; eight digits of a hash keep the name unique.</summary>
    public static string StorageAccount(PlatformSpec platform, ClusterSpec cluster, string purpose)
    {
        var full = $"{Cluster(platform, cluster)}-{purpose}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..8];
        var readable = string.Concat(full.Where(char.IsAsciiLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);
        return readable[..Math.Min(16, readable.Length)] + hash;
    }
}
