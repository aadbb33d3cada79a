using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>A Helm chart that a mirror needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Repository">Its public repository: an <c>https</c> URL, an <c>oci://</c> URL of the folder that holds it, or a folder of
/// this repository.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="Destination">Where Helm finds it in the mirror, as <c>oci://…</c>; null where no mirror is named.</param>
/// <param name="Clusters">The clusters that install it, in the order of the stack.</param>
public sealed record MirrorChart(string Name, string Repository, string Version, string? Destination, ImmutableArray<string> Clusters)
{
    /// <summary>The version as the tag of an OCI artefact, which has no plus sign (helm.sh/docs/topics/registries).</summary>
    public string Tag => Version.Replace('+', '_');
}
