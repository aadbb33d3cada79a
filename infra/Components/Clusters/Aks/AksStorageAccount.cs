using Pulumi;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Storage;
using Inputs = Pulumi.AzureNative.Storage.Inputs;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks;

/// <summary>A storage account with the settings of all accounts of the platform: no anonymous access, no shared keys, TLS 1.2, a
/// customer-managed key where keys are customer-managed, no public access where endpoints are private.</summary>
internal static class AksStorageAccount
{
    /// <summary>Creates an account.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="keys">The customer-managed keys; absent where keys are provider-managed.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="group">Its resource group.</param>
    /// <param name="kind">Kind of account.</param>
    /// <param name="sku">Performance and redundancy.</param>
    public static StorageAccount Create(
        Resource parent, AksScope scope, AksKeys? keys, string role, string name, ResourceGroup group, Kind kind, SkuName sku)
    {
        var files = kind == Kind.FileStorage;
        var args = new StorageAccountArgs
        {
            AccountName = name,
            ResourceGroupName = group.Name,
            Location = scope.Cluster.Region,
            Kind = kind,
            Sku = new Inputs.SkuArgs { Name = sku },
            AllowBlobPublicAccess = false,
            AllowCrossTenantReplication = false,
            AllowSharedKeyAccess = false,
            DefaultToOAuthAuthentication = true,
            IsLocalUserEnabled = false,
            MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
            // An account with this setting accepts no NFS, with or without TLS (azurefile-csi-driver, CreateVolume). Such an account is
            // reachable only through its private endpoint, and its storage class requires TLS.
            EnableHttpsTrafficOnly = !files,
            PublicNetworkAccess = scope.Private || files ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
            NetworkRuleSet = new Inputs.NetworkRuleSetArgs
            {
                Bypass = Bypass.AzureServices,
                DefaultAction = scope.Private || files ? DefaultAction.Deny : DefaultAction.Allow,
            },
            Encryption = new Inputs.EncryptionArgs
            {
                KeySource = KeySource.Microsoft_Storage,
                // A second layer under the first, with a platform-managed key; it can only be set at creation.
                RequireInfrastructureEncryption = true,
            },
        };
        if (keys is not null)
        {
            args.Identity = new Inputs.IdentityArgs { Type = IdentityType.UserAssigned, UserAssignedIdentities = { keys.Identity.Id } };
            args.Encryption = new Inputs.EncryptionArgs
            {
                KeySource = KeySource.Microsoft_Keyvault,
                RequireInfrastructureEncryption = true,
                // No version: Azure follows the rotation of the key.
                KeyVaultProperties = new Inputs.KeyVaultPropertiesArgs
                {
                    KeyName = keys.Storage.Name,
                    KeyVaultUri = keys.Vault.Properties.Apply(vault => vault.VaultUri!),
                },
                EncryptionIdentity = new Inputs.EncryptionIdentityArgs { EncryptionUserAssignedIdentity = keys.Identity.Id },
            };
        }

        return new StorageAccount(scope.Name(role), args, new CustomResourceOptions
        {
            Parent = parent,
            Protect = true,
            DependsOn = keys is null ? [] : [keys.Grant],
        });
    }
}
