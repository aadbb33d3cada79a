
namespace Infra.Specification;

/// <summary>One of the company's own locations: a data centre, a factory, a shop.</summary>
public sealed record SiteSpec
{
    /// <summary>The name that clusters give as their region.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2 code of the country of the site, for example <c>DE</c>.</summary>
    public required string Country { get; init; }

    /// <summary>Jurisdiction whose law applies to the operator of the site, for example <c>eu</c>.</summary>
    public required string Operator { get; init; }
}
