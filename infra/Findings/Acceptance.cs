using System.Globalization;

namespace Infra.Findings;

/// <summary>That somebody decided to live with a finding for a while.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day on which the decision holds, in UTC.</param>
public sealed record Acceptance(string Reason, DateOnly Until)
{
    /// <summary>Why, in one line.</summary>
    public string Reason { get; init; } = Finding.OneLine(Reason);

    /// <summary>The last day, as a stack file writes it: <c>2027-06-30</c>.</summary>
    public string Day => Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
