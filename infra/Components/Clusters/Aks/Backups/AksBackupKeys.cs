using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Pulumi;
using Pulumi.AzureNative.Resources;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks.Backups;

/// <summary>The key of a backup account, with a vault and an identity of its own in the group of the account, so that backups can be read
/// after everything else of the cluster is gone. Nothing here depends on the cluster's own group.</summary>
public sealed class AksBackupKeys : ComponentResource
{
    /// <summary>Creates vault, key and identity.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">What is encrypted: <c>backup</c> or <c>replica</c>.</param>
    /// <param name="vaultName">Name of the vault.</param>
    /// <param name="group">The resource group of the account.</param>
    /// <param name="region">The region of the account.</param>
    /// <param name="parts">The parts of the cluster.</param>
    /// <param name="options">Options of the component.</param>
    public AksBackupKeys(
        AksScope scope, string role, string vaultName, ResourceGroup group, string region, AksParts parts,
        ComponentResourceOptions options)
        : base("infra:clusters:AksBackupKeys", scope.Name($"{role}-keys"), options)
    {
        var identity = AksIdentity.Create(this, scope, group, $"{role}-encryption", region);
        var vault = AksVault.Create(this, scope, $"{role}-vault", vaultName, group, region, identity.TenantId);
        var key = AksVault.CreateKey(this, scope, vault, group, $"{role}-key", role, rotates: true);
        var grant = AksIdentity.Grant(
            this, scope, $"{role}-encryption-on-vault", AzureRole.KeyVaultCryptoServiceEncryptionUser, identity.PrincipalId, vault.Id);
        List<Resource> inside = [key, grant, parts.Logs.Watch(this, $"{role}-vault", vault.Id, ["AuditEvent"])];
        if (scope.Private)
        {
            // For whoever rotates the key or recovers it; storage accounts reach the vault as trusted services.
            inside.Add(parts.Endpoints.Add($"{role}-vault", vault.Id, "vault", scope.Cloud.VaultZone));
        }

        parts.Groups.Lock($"{role}-encryption-identity", identity.Id);
        parts.Groups.Lock($"{role}-vault", vault.Id, inside);
        Encryption = new AksStorageAccount.Encryption(vault, key, identity, parts.Waits.ForRoles($"{role}-key", grant));
        RegisterOutputs();
    }

    /// <summary>What encrypts the account.</summary>
    internal AksStorageAccount.Encryption Encryption { get; }
}
