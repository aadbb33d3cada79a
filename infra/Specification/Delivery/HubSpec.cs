using System.Collections.Immutable;

namespace Infra.Specification.Delivery;

/// <summary>The hub of this stack's members, where it is in another stack: what that stack exports as <c>hub</c>. All of it is what a
/// member trusts or lets in; nothing of it is secret.</summary>
public sealed record HubSpec
{
    /// <summary>Name of the cluster that is the hub.</summary>
    public required string Name { get; init; }

    /// <summary>URL of its issuer of tokens, as their claim <c>iss</c> has it, with a slash at its end if that has one.</summary>
    /// <value>none: no cloud can read its keys, and members in clouds pull</value>
    public string? Issuer { get; init; }

    /// <summary>ARNs of the roles of its Argo CD.</summary>
    /// <value>none: it is not in AWS, and members there pull</value>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Networks of one address each, from which it reaches public endpoints.</summary>
    /// <value>none: members with public endpoints pull</value>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Its network, from which it reaches private endpoints.</summary>
    /// <value>none: members with private endpoints pull</value>
    public string? Network { get; init; }
}
