using Infra.Findings;
using Infra.Specification;

namespace Infra.Rules.Contracts;

/// <summary>A rule about the specification: a pure function that reports all violations at once.</summary>
public interface ISpecRule
{
    /// <summary>The violations of this rule, in the order of the stack file.</summary>
    IEnumerable<Finding> Check(PlatformSpec platform);
}
