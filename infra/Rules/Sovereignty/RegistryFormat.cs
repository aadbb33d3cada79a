using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV007: the mirror is a host with an optional port and path, without a scheme, as at the start of image references.</summary>
public sealed class RegistryFormat : ISpecRule
{
    // The grammar of image references (https://github.com/distribution/reference): host[:port][/path]. A host without a dot and a port
    // is none: containerd reads mirror/nginx as an image of Docker Hub.
    private static readonly Regex _reference = new(
        @"\A(?=[^/]*[.:])[a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)*(:(?<port>[0-9]{1,5}))?" +
        @"(/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*\z",
        RegexOptions.CultureInvariant);

    /// <summary>Whether a text is a host with an optional port and path.</summary>
    public static bool IsReference(string registry) => _reference.Match(registry) is { Success: true } match
        && (!match.Groups["port"].Success || int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture) is > 0 and <= 65535);

    // The part before an @ may be a password.
    private static string Shown(string registry) => registry.LastIndexOf('@') is >= 0 and var at ? $"…{registry[at..]}" : registry;

    /// <summary>What is told of a text that is none.</summary>
    public static string Refusal(string registry) =>
        $"\"{Shown(registry)}\" is not a valid registry. Allowed: a host with an optional port and path, in lower case and without a " +
        "scheme, such as registry.example.com/mirror.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Sovereignty.Registry is { } registry && !IsReference(registry))
        {
            yield return Finding.Error("SOV007", "sovereignty.registry", Refusal(registry));
        }
    }
}
