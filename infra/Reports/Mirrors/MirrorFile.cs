using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>A file that a site brings in: a release for its hosts, or a plugin for whoever deploys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its public source.</param>
/// <param name="Sha256">Its digest; null where nothing pins it.</param>
/// <param name="Destination">The OCI artefact of the mirror that holds it, with its tag; null where no mirror is named.</param>
/// <param name="Clusters">The clusters whose hosts fetch it, in the order of the stack; none: it is for the machine that deploys.</param>
public sealed record MirrorFile(string Name, string Url, string? Sha256, string? Destination, ImmutableArray<string> Clusters);
