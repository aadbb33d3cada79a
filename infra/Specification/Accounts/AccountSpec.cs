using System.Text.Json.Serialization;

namespace Infra.Specification.Accounts;

/// <summary>An account of a cloud that clusters or copies of backups are in, and who logs in to it. A stack whose clusters are all in one
/// account needs none: there, the credentials of whoever runs the program serve.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AwsAccountSpec), "aws")]
[JsonDerivedType(typeof(AzureSubscriptionSpec), "azure")]
public abstract record AccountSpec
{
    /// <summary>What clusters name: the twelve-digit AWS account, quoted, or the id of the Azure subscription.</summary>
    public required string Id { get; init; }
}
