namespace Infra.Specification.Delivery;

/// <summary>An identity in Entra ID that trusts the hub's issuer.</summary>
public sealed record IdentityLogin : MemberLogin
{
    /// <summary>The cloud of Azure that it is in.</summary>
    /// <value>public</value>
    public string Cloud { get; init; } = "public";

    /// <summary>Client id of the identity.</summary>
    public required string Client { get; init; }

    /// <summary>Id of its tenant.</summary>
    public required string Tenant { get; init; }
}
