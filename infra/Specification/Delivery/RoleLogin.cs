namespace Infra.Specification.Delivery;

/// <summary>A role in AWS, which the hub's own roles assume.</summary>
public sealed record RoleLogin : MemberLogin
{
    /// <summary>Name of the cluster in AWS.</summary>
    public required string Cluster { get; init; }

    /// <summary>ARN of the role.</summary>
    public required string Role { get; init; }
}
