using System.Text.Json.Serialization;

namespace Infra.Specification.Delivery;

/// <summary>As whom the hub logs in to a member of another stack.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(RoleLogin), "role")]
[JsonDerivedType(typeof(IdentityLogin), "identity")]
[JsonDerivedType(typeof(TokenLogin), "token")]
public abstract record MemberLogin;
