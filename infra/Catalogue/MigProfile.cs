namespace Infra.Catalogue;

/// <summary>A size of MIG instance.</summary>
/// <param name="Name">The profile's name, for example <c>1g.10gb</c>.</param>
/// <param name="Count">Most instances of this size that one GPU can be cut into.</param>
public sealed record MigProfile(string Name, int Count);
