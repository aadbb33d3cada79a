using Infra.Findings;

namespace Infra.Reports.Sovereignty;

/// <summary>How something is reached, and by whom.</summary>
/// <param name="Way">The way.</param>
/// <param name="Detail">From where, or through what; null if there is nothing to say.</param>
public sealed record DataReach(DataWay Way, string? Detail = null)
{
    /// <summary>As text for people.</summary>
    public override string ToString() => $"{Spelling.Of(Way).Replace('-', ' ')}{(Detail is null ? "" : $" ({Detail})")}";
}
