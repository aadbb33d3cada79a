using System.Collections.Immutable;

namespace Infra.AddOns.Security;

/// <summary>What a stack says of one admission policy.</summary>
public sealed record PolicySettings
{
    /// <summary>What happens to an object that violates it.</summary>
    /// <value><c>enforcement</c> of the add-on, and without it the default of the policy</value>
    public PolicyEnforcement? Mode { get; init; }

    /// <summary>Namespaces in which something else happens to such an object, by name.</summary>
    /// <value>none</value>
    public ImmutableSortedDictionary<string, PolicyEnforcement> Namespaces { get; init; } =
        ImmutableSortedDictionary<string, PolicyEnforcement>.Empty;

    /// <summary>Namespaces in which it does not hold for a time.</summary>
    /// <value>none</value>
    public ImmutableArray<PolicyExemption> Exemptions { get; init; } = [];
}
