namespace Infra.Specification;

/// <summary>A secret configuration key that the specification names.</summary>
/// <param name="Path">Where it is named.</param>
/// <param name="Name">The key, without its namespace.</param>
public sealed record SecretName(string Path, string Name)
{
    /// <summary>The secrets that a stack names: for all clusters, then for each.</summary>
    public static IEnumerable<SecretName> Of(PlatformSpec platform) =>
        from secret in platform.Clusters
            .SelectMany(cluster => cluster.Secrets.Select(secret => (Path: $"{cluster.Path}.{secret.Member}", secret.Name)))
            .Prepend((Path: "sovereignty.registryAccess.credentialsSecret", Name: platform.Sovereignty.RegistryAccess?.CredentialsSecret))
        where secret.Name is not null
        select new SecretName(secret.Path, secret.Name);
}
