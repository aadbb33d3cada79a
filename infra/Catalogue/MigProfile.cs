namespace Infra.Catalogue;

/// <summary>A size of MIG instance.</summary>
/// <param name="Name">The profile's name, for example <c>1g.10gb</c>.</param>
/// <param name="Count">Maximum number of instances of this size on one GPU.</param>
public sealed record MigProfile(string Name, int Count);
