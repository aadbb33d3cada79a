using System.Collections.Immutable;

namespace Infra.Components.Clusters.Aks.Settings;

/// <summary>A built-in role of Azure; its id is the same in every tenant and every cloud (Microsoft: "Azure built-in roles").</summary>
/// <param name="Id">Id of the role definition.</param>
/// <param name="Title">The display name.</param>
public sealed record AzureRole(string Id, string Title)
{
    /// <summary>Join subnets, read and change the network.</summary>
    public static AzureRole NetworkContributor { get; } = new("4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor");

    /// <summary>Write records of a private DNS zone.</summary>
    public static AzureRole PrivateDnsZoneContributor { get; } = new(
        "b12aa53e-6015-4669-85d0-8515ebb3ae7f", "Private DNS Zone Contributor");

    /// <summary>Write records of a public DNS zone.</summary>
    public static AzureRole DnsZoneContributor { get; } = new("befefa01-2a29-4197-83a8-272ff33ce314", "DNS Zone Contributor");

    /// <summary>Assign an identity to machines.</summary>
    public static AzureRole ManagedIdentityOperator { get; } = new("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator");

    /// <summary>Full access to a resource, except granting access to it.</summary>
    public static AzureRole Contributor { get; } = new("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor");

    /// <summary>Pull images from a registry.</summary>
    public static AzureRole AcrPull { get; } = new("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull");

    /// <summary>Read a resource, what is in it and its metrics, but no data such as messages.</summary>
    public static AzureRole MonitoringReader { get; } = new("43d0d8ad-25c7-4714-9337-8ba259a9fe05", "Monitoring Reader");

    /// <summary>Read a resource.</summary>
    public static AzureRole Reader { get; } = new("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader");

    /// <summary>Encrypt and decrypt with a key.</summary>
    public static AzureRole KeyVaultCryptoUser { get; } = new("12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User");

    /// <summary>Wrap and unwrap the keys of a service with a key.</summary>
    public static AzureRole KeyVaultCryptoServiceEncryptionUser { get; } = new(
        "e147488a-f6f5-4113-8e2d-b22465e65bf6", "Key Vault Crypto Service Encryption User");

    /// <summary>Everything with keys but granting access to them: new versions, disabling one, recovering a deleted one.</summary>
    public static AzureRole KeyVaultCryptoOfficer { get; } = new("14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "Key Vault Crypto Officer");

    /// <summary>Approve the link from an API server to a private vault.</summary>
    public static AzureRole KeyVaultContributor { get; } = new("f25e0fa2-a7c8-4377-a976-54943a77a395", "Key Vault Contributor");

    /// <summary>Read the values of secrets.</summary>
    public static AzureRole KeyVaultSecretsUser { get; } = new("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User");

    /// <summary>Everything with secrets but granting access to them.</summary>
    public static AzureRole KeyVaultSecretsOfficer { get; } = new("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer");

    /// <summary>Read and write blobs.</summary>
    public static AzureRole StorageBlobDataContributor { get; } = new(
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor");

    /// <summary>Read blobs.</summary>
    public static AzureRole StorageBlobDataReader { get; } = new("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader");

    /// <summary>Manage a storage account and the shares in it.</summary>
    public static AzureRole StorageAccountContributor { get; } = new("17d1049b-9a84-46fb-8f53-869881c3d3ab", "Storage Account Contributor");

    /// <summary>Download the cluster's kubeconfig, which contains no credentials.</summary>
    public static AzureRole AksClusterUser { get; } = new(
        "4abbcc35-e782-43d8-92c5-2d3f1bd2253f", "Azure Kubernetes Service Cluster User Role");

    /// <summary>Full access to the cluster.</summary>
    public static AzureRole AksRbacClusterAdmin { get; } = new(
        "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b", "Azure Kubernetes Service RBAC Cluster Admin");

    /// <summary>Read most objects of the cluster, but no secrets or roles.</summary>
    public static AzureRole AksRbacReader { get; } = new("7f6c6a51-bcf8-42ba-9220-52d62157d7db", "Azure Kubernetes Service RBAC Reader");

    /// <summary>What a delivery may not do in a cluster, of all that can be done there: the parts of <c>DeliveryRights</c> that are left
    /// out there. Custom resources have no operations of their own in Azure and are allowed all together
    /// (https://learn.microsoft.com/azure/aks/concepts-cluster-authorization, "Restrict custom resource access"); operations in
    /// "Azure permissions for Containers".</summary>
    public static ImmutableArray<string> NotDelivered { get; } =
    [
        .. new[]
        {
            "admissionregistration.k8s.io/*", "apiextensions.k8s.io/*", "apiregistration.k8s.io/*", "certificates.k8s.io/*",
            "groups/*", "nodes/write", "nodes/delete", "persistentvolumes/write", "persistentvolumes/delete", "pods/exec/action",
            "rbac.authorization.k8s.io/clusterrolebindings/*", "rbac.authorization.k8s.io/clusterroles/*",
            "rbac.authorization.k8s.io/roles/bind/action", "rbac.authorization.k8s.io/roles/escalate/action",
            "scheduling.k8s.io/*", "secrets/*", "serviceaccounts/impersonate/action", "storage.k8s.io/*", "users/*",
        }.Select(operation => $"Microsoft.ContainerService/managedClusters/{operation}"),
    ];
}
