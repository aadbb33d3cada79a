using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Catalogue;

/// <summary>Minor versions of Kubernetes, and how far nodes may differ from their control plane.</summary>
internal static class KubernetesMinor
{
    /// <summary>How many minor versions a kubelet may be behind its API server
    /// (https://kubernetes.io/releases/version-skew-policy/#kubelet).</summary>
    public const int FurthestBehind = 3;

    private static readonly Regex _version = new(@"\A1\.(?<minor>[0-9]{1,4})(\.|-|\z)", RegexOptions.CultureInvariant);

    /// <summary>The minor version, for example 35 of <c>1.35</c> or <c>1.35.2</c>; null if the text is not a version.</summary>
    public static int? Of(string? version) => version is not null && _version.Match(version) is { Success: true } found
        ? int.Parse(found.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture)
        : null;
}
