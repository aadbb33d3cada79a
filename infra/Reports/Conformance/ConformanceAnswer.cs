using System.Collections.Immutable;

namespace Infra.Reports.Conformance;

/// <summary>What the plan of a cluster shows of a requirement.</summary>
/// <param name="State">What it shows.</param>
/// <param name="Note">What is missing, or why the requirement does not apply; empty where everything is there.</param>
/// <param name="Evidence">The resources that show it.</param>
public sealed record ConformanceAnswer(ConformanceState State, string Note, ImmutableArray<ConformanceEvidence> Evidence)
{
    /// <summary>A requirement that is about nothing that the cluster has.</summary>
    /// <param name="reason">Why.</param>
    public static ConformanceAnswer None(string reason) => new(ConformanceState.NotApplicable, reason, []);

    /// <summary>A requirement of several parts.</summary>
    /// <param name="parts">What each part is, and the resources that show it; none: it is missing.</param>
    public static ConformanceAnswer Of(params (string What, IEnumerable<ConformanceEvidence> Found)[] parts)
    {
        var found = parts.Select(part => (part.What, Found: part.Found.ToImmutableArray())).ToList();
        string[] missing = [.. found.Where(part => part.Found.IsEmpty).Select(part => part.What)];
        return new(
            missing.Length == 0 ? ConformanceState.Configured
                : missing.Length == parts.Length ? ConformanceState.Missing : ConformanceState.Incomplete,
            missing.Length == 0 ? "" : $"missing: {string.Join(", ", missing)}",
            [.. found.SelectMany(part => part.Found)]);
    }
}
