namespace Infra.Reports.Listings;

/// <summary>What a table is restricted to; null: it is not.</summary>
/// <param name="Cloud">A cloud, in lower case, for example <c>aws</c>.</param>
/// <param name="Region">The name of a region.</param>
/// <param name="Gpu">The id of a GPU model.</param>
public sealed record ListingFilter(string? Cloud, string? Region, string? Gpu);
