using System.Collections.Immutable;
using Infra.Findings;

namespace Infra.Specification;

/// <summary>The part of a stack's configuration that could be read.</summary>
/// <param name="Platform">The specification without the parts that could not be read, so that rules can check the rest; it may be built
/// only if no finding is an error. Absent if there are no clusters to read.</param>
/// <param name="Findings">The mistakes in the text, in the order in which they were found.</param>
public sealed record SpecReading(PlatformSpec? Platform, ImmutableArray<Finding> Findings)
{
    /// <summary>Paths of the values that were left out of <see cref="Platform"/>; findings about them would only be caused by a mistake
    /// that is already reported.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];
}
