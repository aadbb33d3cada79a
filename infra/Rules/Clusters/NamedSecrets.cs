using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU019: secrets that are named are in the stack's secret configuration.</summary>
public sealed class NamedSecrets : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            foreach (var (path, name) in ((string, string?)[])
            [
                ("kubeconfigSecret", cluster.KubeconfigSecret),
                ("install.sshKeySecret", cluster.Install?.SshKeySecret),
                ("objectStore.credentialsSecret", cluster.ObjectStore?.CredentialsSecret),
            ])
            {
                if (name is not null && !platform.SecretKeys.Contains(name))
                    yield return Finding.Error(
                        "CLU019", $"{cluster.Path}.{path}",
                        $"the stack has no secret \"{name}\".{Spelling.DidYouMean(name, platform.SecretKeys)} Allowed: " +
                        $"{Spelling.List(platform.SecretKeys)}. Set it with: pulumi config set --secret ai-platform:{name}");
            }
        }
    }
}
