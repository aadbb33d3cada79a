using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV007: the mirror is a host with an optional port and path, without a scheme, as at the start of image references.</summary>
public sealed class RegistryFormat : ISpecRule
{
    // The grammar of image references (https://github.com/distribution/reference): host[:port][/path].
    private static readonly Regex _reference =
        new(@"\A[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant);

    // The part before an @ may be a password.
    private static string Shown(string registry) => registry.LastIndexOf('@') is >= 0 and var at ? $"…{registry[at..]}" : registry;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Sovereignty.Registry is { } registry && !_reference.IsMatch(registry))
        {
            yield return Finding.Error(
                "SOV007", "sovereignty.registry", $"\"{Shown(registry)}\" is not a valid registry. Allowed: a host with an optional port " +
                "and path, in lower case and without a scheme, such as registry.example.com/mirror.");
        }
    }
}
