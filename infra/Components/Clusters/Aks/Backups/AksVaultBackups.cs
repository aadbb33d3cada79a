using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Specification.Backups;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.KubernetesConfiguration;
using Pulumi.AzureNative.Storage;
using ExtensionInputs = Pulumi.AzureNative.KubernetesConfiguration.Inputs;
using Inputs = Pulumi.AzureNative.DataProtection.Inputs;

namespace Infra.Components.Clusters.Aks.Backups;

/// <summary>Azure Backup of a cluster, where the stack asks for it in place of Velero: objects go to a container of the backup account,
/// disks become snapshots in a group of their own, and the vault makes and expires both
/// (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept).</summary>
/// <remarks>Nothing is copied into the vault: it takes only disks that are open to every network (support matrix, vaulted backup), and the
/// disks here are open to none.</remarks>
public sealed class AksVaultBackups : ComponentResource
{
    // The only role of the vault in the cluster.
    private const string Operator = "Microsoft.DataProtection/backupVaults/backup-operator";

    // As long as deleted blobs: time to notice that somebody deleted the backups.
    private const int NoticeDays = 14;

    private readonly AksScope _scope;
    private readonly AksParts _parts;

    /// <summary>Creates vault, policy and extension, and protects the cluster with them.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="spec">What the stack says.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="store">Its backup store.</param>
    /// <param name="options">Options of the component.</param>
    internal AksVaultBackups(
        AksScope scope, AksBackupVaultSpec spec, AksParts parts, AksBackupStore store, ComponentResourceOptions options)
        : base("infra:clusters:AksVaultBackups", scope.Name("vault-backups"), options)
    {
        _scope = scope;
        _parts = parts;
        var (cluster, snapshots) = (parts.ControlPlane.Cluster, parts.Groups.Snapshots!);
        var vault = Vault(store.Encryption);
        var policy = Policy(vault);
        var extension = Extension(store.Primary, store.VaultContainer!, store.Addresses);
        var access = new TrustedAccessRoleBinding(scope.Name("azure-backup-access"), new TrustedAccessRoleBindingArgs
        {
            TrustedAccessRoleBindingName = "azure-backup",
            ResourceName = cluster.Name,
            ResourceGroupName = parts.Groups.Cluster.Name,
            Roles = { Operator },
            SourceResourceId = vault.Id,
        }, new CustomResourceOptions { Parent = this });

        // What Azure Backup asks for as long as nothing is copied into the vault
        // (https://learn.microsoft.com/azure/backup/aks-backup-faq, permissions).
        var vaultIdentity = vault.Identity.Apply(identity => identity!.PrincipalId);
        var wait = parts.Waits.ForRoles(
            "azure-backup",
            Grant("vault-on-cluster", AzureRole.Reader, vaultIdentity, cluster.Id),
            Grant("vault-on-snapshots", AzureRole.Reader, vaultIdentity, snapshots.Id),
            Grant("cluster-on-snapshots", AzureRole.Contributor, parts.Identities.ControlPlane.PrincipalId, snapshots.Id),
            Grant(
                "extension-on-backups", AzureRole.StorageBlobDataContributor,
                extension.AksAssignedIdentity.Apply(identity => identity!.PrincipalId), store.Primary.Id));
        var instance = Protect(spec, vault, policy, snapshots.Id, [wait, access, extension]);
        var logs = parts.Logs.Watch(
            this, "azure-backup", vault.Id,
            ["AddonAzureBackupJobs", "AddonAzureBackupPolicy", "AddonAzureBackupProtectedInstance", "CoreAzureBackup"]);
        parts.Groups.Lock("azure-backup", vault.Id, instance, logs);
        RegisterOutputs();
    }

    private BackupVault Vault(AksStorageAccount.Encryption? key)
    {
        var identity = new Inputs.DppIdentityDetailsArgs { Type = "SystemAssigned" };
        var security = new Inputs.SecuritySettingsArgs
        {
            SoftDeleteSettings = new Inputs.SoftDeleteSettingsArgs { State = SoftDeleteState.On, RetentionDurationInDays = NoticeDays },
            // For what may once be copied into the vault: it does not hold for snapshots. Locking is left to a person, as everywhere.
            ImmutabilitySettings = new Inputs.ImmutabilitySettingsArgs
            {
                State = _scope.Platform.Backup.ImmutableDays > 0 ? ImmutabilityState.Unlocked : ImmutabilityState.Disabled,
            },
        };
        List<Resource> first = [];
        // A vault of keys that is closed to networks is closed to a Backup vault as well, and only an identity that exists before the vault
        // can be given a key at its creation (https://learn.microsoft.com/azure/backup/encryption-at-rest-with-cmk-for-backup-vault).
        if (key is not null && !_scope.Private)
        {
            identity = new Inputs.DppIdentityDetailsArgs
            {
                Type = "SystemAssigned,UserAssigned",
                UserAssignedIdentities = { key.Identity.Id },
            };
            security.EncryptionSettings = new Inputs.EncryptionSettingsArgs
            {
                State = EncryptionState.Enabled,
                // A second layer under the first; it can only be set at creation.
                InfrastructureEncryption = InfrastructureEncryptionState.Enabled,
                KekIdentity = new Inputs.CmkKekIdentityArgs { IdentityType = "UserAssigned", IdentityId = key.Identity.Id },
                // No version: Azure follows the rotation of the key.
                KeyVaultProperties = new Inputs.CmkKeyVaultPropertiesArgs { KeyUri = key.Key.KeyUri },
            };
            first.Add(key.Usable);
        }

        return new BackupVault(_scope.Name("azure-backup"), new BackupVaultArgs
        {
            VaultName = "backups",
            ResourceGroupName = _parts.Groups.Backups.Name,
            Location = _scope.Cluster.Region,
            Tags = _scope.Tags,
            Identity = identity,
            Properties = new Inputs.BackupVaultArgs
            {
                StorageSettings =
                {
                    new Inputs.StorageSettingArgs
                    {
                        DatastoreType = StorageSettingStoreTypes.VaultStore,
                        Type = _scope.Zones.Length > 1 ? StorageSettingTypes.ZoneRedundant : StorageSettingTypes.LocallyRedundant,
                    },
                },
                SecuritySettings = security,
                // Else whoever may restore could restore into any subscription of the tenant.
                FeatureSettings = new Inputs.FeatureSettingsArgs
                {
                    CrossSubscriptionRestoreSettings = new Inputs.CrossSubscriptionRestoreSettingsArgs
                    {
                        State = CrossSubscriptionRestoreState.Disabled,
                    },
                },
                MonitoringSettings = new Inputs.MonitoringSettingsArgs
                {
                    AzureMonitorAlertSettings = new Inputs.AzureMonitorAlertSettingsArgs { AlertsForAllJobFailures = AlertsState.Enabled },
                },
            },
        }, new CustomResourceOptions { Parent = this, Protect = true, DependsOn = first });
    }

    // A policy of AKS cannot be changed (support matrix), so another schedule or retention is another policy, to which the cluster moves.
    // The old one stays in the vault: snapshots expire by it, and the lock on the vault would keep it anyway.
    private BackupPolicy Policy(BackupVault vault)
    {
        var backup = _scope.Platform.Backup;
        var schedule = AksBackupSchedule.Of(backup.Schedule)
            ?? throw new NotSupportedException($"\"{backup.Schedule}\" is no schedule of Azure Backup.");
        return new BackupPolicy(_scope.Name("azure-backup-policy"), new BackupPolicyArgs
        {
            BackupPolicyName = AksNames.BackupPolicy(schedule, backup.RetentionDays),
            VaultName = vault.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            Properties = AksVaultSettings.Policy(schedule, backup.RetentionDays),
        }, new CustomResourceOptions { Parent = this, RetainOnDelete = true });
    }

    // With an identity of its own, which Azure makes in the nodes' group; keys of the account are off.
    private Extension Extension(StorageAccount account, BlobContainer container, IEnumerable<Resource> addresses)
    {
        const string location = "configuration.backupStorageLocation";
        return new Extension(_scope.Name("azure-backup-extension"), new ExtensionArgs
        {
            ExtensionName = "azure-aks-backup",
            ExtensionType = "microsoft.dataprotection.kubernetes",
            ClusterRp = "Microsoft.ContainerService",
            ClusterResourceName = "managedClusters",
            ClusterName = _parts.ControlPlane.Cluster.Name,
            ResourceGroupName = _parts.Groups.Cluster.Name,
            ReleaseTrain = "stable",
            AutoUpgradeMinorVersion = true,
            Scope = new ExtensionInputs.ScopeArgs
            {
                Cluster = new ExtensionInputs.ScopeClusterArgs { ReleaseNamespace = AksNames.VaultNamespace },
            },
            ConfigurationSettings =
            {
                [$"{location}.bucket"] = container.Name,
                [$"{location}.config.storageAccount"] = account.Name,
                [$"{location}.config.storageAccountURI"] = account.PrimaryEndpoints.Apply(endpoints => endpoints.Blob),
                [$"{location}.config.resourceGroup"] = _parts.Groups.Backups.Name,
                [$"{location}.config.subscriptionId"] = account.Id.Apply(id => id.Split('/')[2]),
                [$"{location}.config.useAAD"] = "true",
                ["credentials.tenantId"] = _parts.Identities.ControlPlane.TenantId,
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = [.. addresses] });
    }

    private BackupInstance Protect(
        AksBackupVaultSpec spec, BackupVault vault, BackupPolicy policy, Output<string> snapshots, Resource[] first)
    {
        var cluster = _parts.ControlPlane.Cluster;
        return new BackupInstance(_scope.Name("azure-backup-instance"), new BackupInstanceArgs
        {
            BackupInstanceName = "cluster",
            VaultName = vault.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            Properties = AksVaultSettings.Instance(
                _scope.CloudName, _scope.Cluster.Region, cluster.Id, cluster.Name, policy.Id, snapshots, spec.ExcludedNamespaces),
        }, new CustomResourceOptions
        {
            Parent = this,
            // Its deletion deletes the backups. Protected, it would keep the cluster as well, which it needs, when the rest of the stack
            // goes; so it stays in Azure, where nothing more is backed up and what there is expires.
            RetainOnDelete = true,
            DependsOn = first,
        });
    }

    private RoleAssignment Grant(string name, AzureRole role, Input<string> principal, Output<string> resource) =>
        AksIdentity.Grant(this, _scope, $"azure-backup-{name}", role, principal, resource);
}
