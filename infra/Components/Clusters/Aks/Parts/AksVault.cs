using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.Resources;
using Inputs = Pulumi.AzureNative.KeyVault.Inputs;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>Creates vaults and keys with the settings of all of them.</summary>
internal static class AksVault
{
    /// <summary>Creates a vault.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="group">Its resource group.</param>
    /// <param name="region">Its region.</param>
    /// <param name="tenant">Id of the tenant whose identities use it.</param>
    public static Vault Create(
        Resource parent, AksScope scope, string role, string name, ResourceGroup group, string region, Output<string> tenant) =>
        new(scope.Name(role), new VaultArgs
        {
            VaultName = name,
            ResourceGroupName = group.Name,
            Location = region,
            Properties = new Inputs.VaultPropertiesArgs
            {
                TenantId = tenant,
                Sku = new Inputs.SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
                EnableRbacAuthorization = true,
                EnableSoftDelete = true,
                // A lost key means lost data: 90 days is the longest time that Azure keeps a deleted vault, and nobody can shorten it.
                SoftDeleteRetentionInDays = 90,
                EnablePurgeProtection = true,
                PublicNetworkAccess = scope.Private ? "Disabled" : "Enabled",
                // Disks and storage accounts are Azure services: they reach a private vault as trusted services, and still need their
                // roles.
                NetworkAcls = new Inputs.NetworkRuleSetArgs
                {
                    Bypass = NetworkRuleBypassOptions.AzureServices,
                    DefaultAction = scope.Private ? NetworkRuleAction.Deny : NetworkRuleAction.Allow,
                },
            },
        }, new CustomResourceOptions { Parent = parent, Protect = true });

    /// <summary>Creates a key.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="vault">Its vault.</param>
    /// <param name="group">The resource group of the vault.</param>
    /// <param name="role">Its logical name after the cluster's.</param>
    /// <param name="name">Its name in the vault.</param>
    /// <param name="rotates">Whether it gets a new version every year.</param>
    /// <param name="bits">Its length. Default: 3072, the minimum of BSI TR-02102-1 for RSA after 2023; Azure disks, storage and KMS all
    /// accept it.</param>
    public static Key CreateKey(
        Resource parent, AksScope scope, Vault vault, ResourceGroup group, string role, string name, bool rotates, int bits = 3072)
    {
        var properties = new Inputs.KeyPropertiesArgs { Kty = JsonWebKeyType.RSA, KeySize = bits };
        if (rotates)
        {
            properties.RotationPolicy = YearlyRotation();
        }

        return new Key(scope.Name(role), new KeyArgs
        {
            KeyName = name,
            VaultName = vault.Name,
            ResourceGroupName = group.Name,
            Properties = properties,
        }, new CustomResourceOptions
        {
            Parent = parent,
            Protect = true,
            // ARM cannot delete a key, so the provider asks the vault itself, for which it would need a role on its data and a way into its
            // network (pulumi/pulumi-azure-native: custom_keyvault.go). A key goes with its vault, and comes back with it.
            RetainOnDelete = true,
        });
    }

    // No expiry: if a rotation failed, an expired key would make the data unreadable.
    private static Inputs.RotationPolicyArgs YearlyRotation() => new()
    {
        LifetimeActions =
        {
            new Inputs.LifetimeActionArgs
            {
                Action = new Inputs.ActionArgs { Type = KeyRotationPolicyActionType.Rotate },
                Trigger = new Inputs.TriggerArgs { TimeAfterCreate = "P1Y" },
            },
        },
    };
}
