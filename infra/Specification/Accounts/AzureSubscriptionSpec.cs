namespace Infra.Specification.Accounts;

/// <summary>An Azure subscription.</summary>
public sealed record AzureSubscriptionSpec : AccountSpec
{
    /// <summary>Id of the Entra ID tenant that the subscription belongs to: provider and kubeconfig log in there.</summary>
    public required string Tenant { get; init; }
}
