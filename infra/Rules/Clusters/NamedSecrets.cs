using System.Text.RegularExpressions;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU019: secrets that are named are in the stack's secret configuration.</summary>
public sealed class NamedSecrets : ISpecRule
{
    // Whoever pastes a secret where its name belongs must not find it in a log.
    private static readonly Regex _name = new(@"\A[a-z][a-z0-9.-]{0,39}\z", RegexOptions.CultureInvariant);

    /// <summary>The secrets that clusters name, each with its path.</summary>
    internal static IEnumerable<(string Path, string Name)> Of(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
        from secret in ((string Path, string? Name)[])
        [
            ("kubeconfigSecret", cluster.KubeconfigSecret),
            ("install.sshKeySecret", cluster.Install?.SshKeySecret),
            ("objectStore.credentialsSecret", cluster.ObjectStore?.CredentialsSecret),
        ]
        where secret.Name is not null
        select ($"{cluster.Path}.{secret.Path}", secret.Name);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var (path, name) in Of(platform))
        {
            if (!_name.IsMatch(name) && !platform.SecretKeys.Contains(name))
                yield return Finding.Error(
                    "CLU019", path,
                    $"the value given is not the name of a secret, and is not shown since it may be one.{Allowed(platform)}");
            else if (!platform.SecretKeys.Contains(name))
                yield return Finding.Error(
                    "CLU019", path,
                    $"the stack has no secret \"{name}\".{Spelling.DidYouMean(name, platform.SecretKeys)}{Allowed(platform)} " +
                    $"Set it with: pulumi config set --secret ai-platform:{name}");
        }
    }

    private static string Allowed(PlatformSpec platform) =>
        platform.SecretKeys.IsEmpty ? "" : $" Allowed: {Spelling.List(platform.SecretKeys)}.";
}
