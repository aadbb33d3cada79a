using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A body of law that applies to a location or an operator.</summary>
/// <param name="Code">The name in a specification, for example <c>eu</c>.</param>
/// <param name="Title">The display name.</param>
/// <param name="Countries">ISO 3166-1 alpha-2 codes of its countries.</param>
/// <param name="Source">Source for its extent.</param>
public sealed record Jurisdiction(string Code, string Title, ImmutableSortedSet<string> Countries, string Source)
{
    /// <summary>Whether this jurisdiction includes all of <paramref name="other"/>, as the EEA includes the EU.</summary>
    public bool Contains(Jurisdiction other) => Countries.IsSupersetOf(other.Countries);
}
