using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Every resource has an explicit provider: the default provider follows whatever the environment is logged in to.</summary>
public sealed class ExplicitProviders : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN001";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan) => plan.Resources
        .Where(resource => resource is { Custom: true, Provider: null } && !resource.Type.StartsWith("pulumi:", StringComparison.Ordinal))
        .Select(resource => new Finding(Code, Severity.Error, resource.Name,
            $"{resource.Type} has no explicit provider; set Provider in its options or on a parent component."));
}
