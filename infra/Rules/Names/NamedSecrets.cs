using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Names;

/// <summary>CLU019: named secrets are in the stack's secret configuration.</summary>
public sealed class NamedSecrets : ISpecRule
{
    // A secret that was pasted in place of its name must not appear in a log.
    private static readonly Regex _name = new(@"\A[a-z][a-z0-9.-]{0,39}\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var (path, name) in SecretName.Of(platform))
        {
            if (!_name.IsMatch(name) && !platform.SecretKeys.Contains(name))
            {
                yield return Finding.Error(
                    "CLU019", path,
                    $"the value is not the name of a secret; it is not shown, because it may be a secret itself.{Allowed(platform)}");
            }
            else if (!platform.SecretKeys.Contains(name))
            {
                yield return Finding.Error(
                    "CLU019", path,
                    $"the stack has no secret \"{name}\".{Spelling.DidYouMean(name, platform.SecretKeys)}{Allowed(platform)} " +
                    $"Set it with: pulumi config set --secret ai-platform:{name}");
            }
        }
    }

    private static string Allowed(PlatformSpec platform) =>
        platform.SecretKeys.IsEmpty ? "" : $" Allowed: {Spelling.List(platform.SecretKeys)}.";
}
