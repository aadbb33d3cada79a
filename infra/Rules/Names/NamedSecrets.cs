using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Names;

/// <summary>CLU019: named secrets are in the stack's secret configuration. A plan does without; a deployment does not.</summary>
public sealed class NamedSecrets : ISpecRule
{
    // A secret that was pasted in place of its name must not appear in a log.
    private static readonly Regex _name = new(@"\A[a-z][a-z0-9.-]{0,39}\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        // Told once for each secret: it is one command that sets it.
        foreach (var secret in SecretName.Of(platform).Where(each => !platform.SecretKeys.Contains(each.Name)).GroupBy(each => each.Name))
        {
            var paths = secret.Select(each => each.Path).ToList();
            if (!_name.IsMatch(secret.Key))
            {
                foreach (var path in paths)
                {
                    yield return Finding.Error(
                        "CLU019", path,
                        $"the value is not the name of a secret; it is not shown, because it may be a secret itself.{Allowed(platform)}");
                }

                continue;
            }

            var others = paths.Count == 1 ? "" : $", which {string.Join(", ", paths.Skip(1))} {(paths.Count == 2 ? "needs" : "need")} too";
            yield return platform.Environments.IsEmpty
                ? Finding.Warning(
                    "CLU019", paths[0],
                    $"the stack has no secret \"{secret.Key}\"{others}.{Spelling.DidYouMean(secret.Key, platform.SecretKeys)}" +
                    $"{Allowed(platform)} Set it with: pulumi config set --secret ai-platform:{secret.Key}") with
                {
                    KeepsFromDeployment = true,
                }
                : Finding.Warning(
                    "CLU019", paths[0],
                    $"the stack file has no secret \"{secret.Key}\"{others}; it may come from environment " +
                    $"{Spelling.List(platform.Environments)}, which only the engine opens.");
        }
    }

    private static string Allowed(PlatformSpec platform) =>
        platform.SecretKeys.IsEmpty ? "" : $" Allowed: {Spelling.List(platform.SecretKeys)}.";
}
