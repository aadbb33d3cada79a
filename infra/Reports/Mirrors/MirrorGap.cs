using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>Something that a site needs and that the program cannot list.</summary>
/// <param name="What">What it is, as a sentence without its period.</param>
/// <param name="Clusters">The clusters that need it, in the order of the stack; none: whoever deploys.</param>
public sealed record MirrorGap(string What, ImmutableArray<string> Clusters);
