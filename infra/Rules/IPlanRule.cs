using Infra.Planning;

namespace Infra.Rules;

/// <summary>A rule about the resources that would be created: a pure function that reports every breach at once.</summary>
public interface IPlanRule
{
    /// <summary>The breaches of this rule, in the order of the plan.</summary>
    IEnumerable<Finding> Check(ResourcePlan plan);
}
