using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>An image that a mirror needs.</summary>
/// <param name="Repository">Its public repository with the host.</param>
/// <param name="Tag">Its tag; null where only a digest names it, or where the program does not know.</param>
/// <param name="Digest">Its digest, <c>sha256:</c> and 64 digits; null where nothing pins it.</param>
/// <param name="Destination">Its repository in the mirror; null where no mirror is named.</param>
/// <param name="For">What starts it: add-ons, <c>nodes</c>, <c>platform</c> or <c>road …</c>, sorted.</param>
/// <param name="Clusters">The clusters that pull it, in the order of the stack.</param>
public sealed record MirrorImage(
    string Repository, string? Tag, string? Digest, string? Destination, ImmutableArray<string> For, ImmutableArray<string> Clusters)
{
    /// <summary>The whole reference.</summary>
    public string Reference => $"{Repository}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";

    /// <summary>What a registry can be asked for; null where the program knows neither tag nor digest. Tools take one of the two, and the
    /// digest says more.</summary>
    public string? Source => Digest is not null ? $"{Repository}@{Digest}" : Tag is not null ? $"{Repository}:{Tag}" : null;

    /// <summary>The reference under which it is stored; null where no mirror is named. What has no tag gets one, so that the mirror does
    /// not remove it as unused; a digest finds it as before.</summary>
    public string? Target => Destination is null ? null : $"{Destination}:{Tag ?? Digest?.Replace(':', '-')}";
}
