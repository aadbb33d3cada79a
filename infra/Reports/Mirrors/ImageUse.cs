using Infra.Facts.Conventions;

namespace Infra.Reports.Mirrors;

/// <summary>An image, with one of those that start it.</summary>
/// <param name="Repository">Its public repository with the host.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="For">What starts it.</param>
/// <param name="Cluster">On which cluster.</param>
internal sealed record ImageUse(string Repository, string? Tag, string? Digest, string For, string Cluster)
{
    /// <summary>From a repository, and a tag that may be followed by a digest, as an add-on's table has it.</summary>
    public static ImageUse Of(string repository, string? tag, string use, string cluster) =>
        tag is null ? new(repository, null, null, use, cluster) : Of($"{repository}:{tag}", use, cluster);

    /// <summary>From a whole reference (https://github.com/distribution/reference); without a host it is on Docker Hub.</summary>
    public static ImageUse Of(string reference, string use, string cluster)
    {
        var (rest, digest) = reference.Split('@', 2) is [var before, var after] ? (before, after) : (reference, null);
        var colon = rest.IndexOf(':', rest.LastIndexOf('/') + 1);
        var (repository, tag) = colon < 0 ? (rest, null) : (rest[..colon], rest[(colon + 1)..]);
        return new(Mirror.Public(repository), tag, digest, use, cluster);
    }
}
