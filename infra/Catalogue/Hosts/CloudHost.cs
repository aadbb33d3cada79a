namespace Infra.Catalogue.Hosts;

/// <summary>What the name of a host in a public cloud says.</summary>
/// <param name="Owner">Jurisdiction of whoever owns the service.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of the country of its region; null where the name has no region, or one that is not
/// known.</param>
/// <param name="UnknownRegion">The region in the name, where the catalogue does not know it.</param>
public sealed record CloudHost(string Owner, string? Country, string? UnknownRegion);
