using System.Collections.Immutable;

namespace Infra.Facts.Supply;

/// <summary>What the nodes of a cluster bring in themselves, beside what pods and charts name.</summary>
public sealed record NodeSupply
{
    /// <summary>Files that hosts fetch.</summary>
    public ImmutableArray<NodeFile> Files { get; init; } = [];

    /// <summary>Images of pods that hosts start without the API server, as public references.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>URLs of texts with one image in a line: what a distribution's release starts itself.</summary>
    public ImmutableArray<string> ImageLists { get; init; } = [];

    /// <summary>What comes from a place that this program does not know, as a sentence without its period; null: nothing.</summary>
    public string? Unknown { get; init; }
}
