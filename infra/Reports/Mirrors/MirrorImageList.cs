using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>A list of images that a release of a Kubernetes distribution publishes, one in a line. A mirror has them under their own
/// paths.</summary>
/// <param name="Url">Where the list is.</param>
/// <param name="Clusters">The clusters that pull them, in the order of the stack.</param>
public sealed record MirrorImageList(string Url, ImmutableArray<string> Clusters);
