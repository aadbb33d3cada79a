using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Who operates a location.</summary>
/// <param name="Name">The operating company.</param>
/// <param name="Jurisdictions">Codes of all jurisdictions whose law may reach it, that of a parent company included.</param>
/// <param name="Source">Where that is stated.</param>
public sealed record Operator(string Name, ImmutableArray<string> Jurisdictions, string Source);
