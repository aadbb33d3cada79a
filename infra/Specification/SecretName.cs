namespace Infra.Specification;

/// <summary>A secret configuration key that the specification names.</summary>
/// <param name="Path">Where it is named.</param>
/// <param name="Name">The key, without its namespace.</param>
public sealed record SecretName(string Path, string Name)
{
    /// <summary>The secrets that the clusters of a stack name.</summary>
    public static IEnumerable<SecretName> Of(PlatformSpec platform) =>
        from cluster in platform.Clusters
        from secret in cluster.Secrets
        where secret.Name is not null
        select new SecretName($"{cluster.Path}.{secret.Member}", secret.Name);
}
