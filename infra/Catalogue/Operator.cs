using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Who operates a location.</summary>
/// <param name="Name">The operating company.</param>
/// <param name="Jurisdictions">Codes of all jurisdictions whose law may apply to it, including that of a parent company.</param>
/// <param name="Source">Source for this.</param>
public sealed record Operator(string Name, ImmutableArray<string> Jurisdictions, string Source)
{
    /// <summary>Codes of the jurisdictions whose law may apply to it, but which are neither declared nor part of a declared one.</summary>
    public IEnumerable<string> Outside(IReadOnlyCollection<string> declared) => Jurisdictions.Where(code =>
        Catalogue.Jurisdictions.All.TryGetValue(code, out var jurisdiction) && !Catalogue.Jurisdictions.AnyHolds(declared, jurisdiction));
}
