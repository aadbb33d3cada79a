using System.Globalization;

namespace Infra.AddOns.Security;

/// <summary>A namespace in which a policy does not hold for a time.</summary>
public sealed record PolicyExemption
{
    private const int LastYear = 2199;

    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Why, for whoever reads the object in the cluster.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day, in UTC, as <c>2027-03-31</c>. The cluster compares it with its own clock when it is asked, so the exemption
    /// ends without a deployment.</summary>
    public required string Until { get; init; }

    /// <summary>The end of that day as RFC 3339.</summary>
    internal string End => Until + "T23:59:59Z";

    /// <summary>Whether the day is one that the engines can count with: Rego has nanoseconds in 64 bits, which end in 2262.</summary>
    internal bool EndsOnADay =>
        DateOnly.TryParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year <= LastYear;
}
