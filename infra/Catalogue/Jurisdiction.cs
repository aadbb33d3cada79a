using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A body of law that a location or an operator falls under.</summary>
/// <param name="Code">The name that a specification uses, for example <c>eu</c>.</param>
/// <param name="Title">The name that a person reads.</param>
/// <param name="Countries">ISO 3166-1 alpha-2 codes of its countries.</param>
/// <param name="Source">Where its extent is stated.</param>
public sealed record Jurisdiction(string Code, string Title, ImmutableSortedSet<string> Countries, string Source)
{
    /// <summary>Whether everything in <paramref name="other"/> is in this one as well, as the EU is in the EEA.</summary>
    public bool Contains(Jurisdiction other) => Countries.IsSupersetOf(other.Countries);
}
