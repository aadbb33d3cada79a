using Infra.Specification.Delivery;

namespace Infra.Specification;

/// <summary>A secret configuration key that the specification names.</summary>
/// <param name="Path">Where it is named.</param>
/// <param name="Name">The key, without its namespace.</param>
public sealed record SecretName(string Path, string Name)
{
    /// <summary>The secrets that a stack names: for all clusters, then for each and its add-ons.</summary>
    public static IEnumerable<SecretName> Of(PlatformSpec platform)
    {
        var all = platform.Observability.Destinations
            .Select(each => (Path: $"observability.{each.Member}.credentialsSecret", Name: each.Destination.CredentialsSecret))
            .Prepend((Path: "backup.passwordSecret", Name: platform.Backup.PasswordSecret))
            .Prepend((Path: "gitOps.goldenPaths.credentialsSecret", Name: platform.GitOps?.GoldenPaths?.CredentialsSecret))
            .Prepend((Path: "gitOps.credentialsSecret", Name: platform.GitOps?.CredentialsSecret))
            .Prepend((Path: "sovereignty.registryAccess.credentialsSecret", Name: platform.Sovereignty.RegistryAccess?.CredentialsSecret));
        var members = platform.Members.Select((member, index) =>
            (Path: $"members[{index}].login.tokenSecret", Name: (member.Login as TokenLogin)?.TokenSecret));
        var clusters =
            from cluster in platform.Clusters
            from secret in cluster.Secrets.Concat(cluster.AddOns.SelectMany(addOn => addOn.NamedSecrets))
            select (Path: $"{cluster.Path}.{secret.Member}", secret.Name);
        var teams = platform.Teams.SelectMany(team => new[]
        {
            (Path: $"{team.Path}.alertsSecret", Name: team.AlertsSecret),
            (Path: $"{team.Path}.repository.credentialsSecret", Name: team.Repository?.CredentialsSecret),
        });
        return
            from secret in all.Concat(members).Concat(clusters).Concat(teams)
            where secret.Name is not null
            select new SecretName(secret.Path, secret.Name);
    }
}
