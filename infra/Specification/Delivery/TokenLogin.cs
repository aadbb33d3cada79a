namespace Infra.Specification.Delivery;

/// <summary>The token of a service account of the member.</summary>
public sealed record TokenLogin : MemberLogin
{
    /// <summary>Name of the secret configuration key that holds the token.</summary>
    public required string TokenSecret { get; init; }
}
