using Infra.Findings;
using Infra.Specification;

namespace Infra.Rules.Contracts;

/// <summary>A rule about what is asked for: a pure function that reports every breach at once.</summary>
public interface ISpecRule
{
    /// <summary>The breaches of this rule, in the order of the stack file.</summary>
    IEnumerable<Finding> Check(PlatformSpec platform);
}
