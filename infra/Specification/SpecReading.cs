using System.Collections.Immutable;
using Infra.Findings;

namespace Infra.Specification;

/// <summary>What could be read of a stack's configuration.</summary>
/// <param name="Platform">The specification without the parts that could not be read, so that rules can check the rest; to be built only where
/// no finding is an error. Absent where there are no clusters to read.</param>
/// <param name="Findings">The mistakes in the text, in the order in which they were met.</param>
public sealed record SpecReading(PlatformSpec? Platform, ImmutableArray<Finding> Findings)
{
    /// <summary>Paths of the values that were left out of <see cref="Platform"/>; what a rule says of them would only follow from a mistake that
    /// is already told.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];
}
