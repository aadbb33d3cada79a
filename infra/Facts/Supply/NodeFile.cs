namespace Infra.Facts.Supply;

/// <summary>A file that the hosts of a cluster fetch, and the artefact of the mirror in which they look for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its public source.</param>
/// <param name="Sha256">Its digest, which the stack pins; null where it pins none.</param>
/// <param name="Repository">The artefact's repository below the mirror's prefix.</param>
/// <param name="Tag">The artefact's tag.</param>
public sealed record NodeFile(string Name, string Url, string? Sha256, string Repository, string Tag);
