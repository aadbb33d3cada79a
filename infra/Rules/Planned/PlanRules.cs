using System.Collections.Immutable;
using Infra.Planning;

namespace Infra.Rules.Planned;

/// <summary>The rules about what would be created.</summary>
public static class PlanRules
{
    /// <summary>One line for each rule, in the order of their codes.</summary>
    public static ImmutableArray<IPlanRule> All { get; } =
    [
        new ExplicitProviders(),
        new PrivateLoadBalancers(),
        new NoPublicAddresses(),
        new PrivateBuckets(),
        new PrivateStores(),
        new NoInternetInbound(),
        new PrivateControlPlanes(),
        new CustomerKeys(),
        new ProtectedStores(),
    ];

    /// <summary>The breaches of all rules.</summary>
    public static ImmutableArray<Finding> Check(ResourcePlan plan) => [.. All.SelectMany(rule => rule.Check(plan))];
}
