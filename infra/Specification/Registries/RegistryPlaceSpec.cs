namespace Infra.Specification.Registries;

/// <summary>Where the mirror is. The host of a public cloud may say it already.</summary>
public sealed record RegistryPlaceSpec
{
    /// <summary>ISO 3166-1 alpha-2 code of the country, for example <c>DE</c>.</summary>
    public required string Country { get; init; }

    /// <summary>Jurisdiction whose law applies to the operator, for example <c>eu</c>.</summary>
    public required string Operator { get; init; }
}
