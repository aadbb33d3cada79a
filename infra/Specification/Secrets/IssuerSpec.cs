using System.Text.Json.Serialization;

namespace Infra.Specification.Secrets;

/// <summary>An authority outside the cluster that signs, or lets the cluster sign, the certificates of the issuer
/// <c>platform-ca</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IntermediateIssuerSpec), "intermediate")]
[JsonDerivedType(typeof(VaultIssuerSpec), "vault")]
public abstract record IssuerSpec;
