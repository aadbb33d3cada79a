using System.Collections.Immutable;

namespace Infra.Catalogue.Versions;

/// <summary>When somebody stops mending a Kubernetes minor version.</summary>
/// <param name="Upstream">The day on which the Kubernetes project stops (https://kubernetes.io/releases/1.35/ and its like).</param>
/// <param name="Managed">The day on which the standard support of EKS ends, a year before its extended support
/// (https://endoflife.date/amazon-eks); absent where no source has it yet.</param>
public sealed record SupportEnd(DateOnly Upstream, DateOnly? Managed)
{
    /// <summary>The days by minor version.</summary>
    public static ImmutableSortedDictionary<string, SupportEnd> All { get; } = new Dictionary<string, SupportEnd>
    {
        ["1.33"] = new(new(2026, 6, 28), new(2026, 7, 29)),
        ["1.34"] = new(new(2026, 10, 27), new(2026, 12, 2)),
        ["1.35"] = new(new(2027, 2, 28), new(2027, 3, 27)),
        ["1.36"] = new(new(2027, 6, 28), null),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
