using Infra.Findings;
using Infra.Planning;
using Infra.Specification;

namespace Infra.Rules.Contracts;

/// <summary>A rule about the resources that would be created: a pure function that reports all violations at once.</summary>
public interface IPlanRule
{
    /// <summary>The violations of this rule, in the order of the plan.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="plan">The plan.</param>
    IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan);
}
