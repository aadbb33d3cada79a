using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Storage;
using Inputs = Pulumi.AzureNative.Storage.Inputs;
using Key = Pulumi.AzureNative.KeyVault.Key;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;
using Vault = Pulumi.AzureNative.KeyVault.Vault;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>A storage account with the settings of all accounts of the platform: no anonymous access, no shared keys, TLS 1.2, a
/// customer-managed key where keys are customer-managed, no public access where endpoints are private.</summary>
internal static class AksStorageAccount
{
    /// <summary>Creates an account.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="encryption">Its customer-managed key; absent where keys are provider-managed.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="group">Its resource group.</param>
    /// <param name="region">Its region.</param>
    /// <param name="kind">Kind of account.</param>
    /// <param name="sku">Performance and redundancy.</param>
    /// <param name="provider">The provider of its subscription. Default: that of the parent.</param>
    public static StorageAccount Create(
        Resource parent, AksScope scope, Encryption? encryption, string role, string name, ResourceGroup group, string region, Kind kind,
        SkuName sku, ProviderResource? provider = null)
    {
        var files = kind == Kind.FileStorage;
        var args = new StorageAccountArgs
        {
            AccountName = name,
            ResourceGroupName = group.Name,
            Location = region,
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
        if (encryption is not null)
        {
            args.Identity = new Inputs.IdentityArgs
            {
                Type = IdentityType.UserAssigned,
                UserAssignedIdentities = { encryption.Identity.Id },
            };
            args.Encryption = new Inputs.EncryptionArgs
            {
                KeySource = KeySource.Microsoft_Keyvault,
                RequireInfrastructureEncryption = true,
                // No version: Azure follows the rotation of the key.
                KeyVaultProperties = new Inputs.KeyVaultPropertiesArgs
                {
                    KeyName = encryption.Key.Name,
                    KeyVaultUri = encryption.Vault.Properties.Apply(vault => vault.VaultUri!),
                },
                EncryptionIdentity = new Inputs.EncryptionIdentityArgs { EncryptionUserAssignedIdentity = encryption.Identity.Id },
            };
        }

        return new StorageAccount(scope.Name(role), args, new CustomResourceOptions
        {
            Parent = parent,
            Provider = provider,
            Protect = true,
            DependsOn = encryption is null ? [] : [encryption.Usable],
        });
    }

    /// <summary>What an account needs to be encrypted with a key of the customer.</summary>
    /// <param name="Vault">The vault.</param>
    /// <param name="Key">The key in it.</param>
    /// <param name="Identity">The identity with which the account uses the key.</param>
    /// <param name="Usable">What must exist before the identity can use the key.</param>
    internal sealed record Encryption(Vault Vault, Key Key, UserAssignedIdentity Identity, Resource Usable);
}
