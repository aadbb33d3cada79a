using Infra.Components.Clusters.Aks.Parts;
using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Resources;
using Pulumi.AzureNative.Storage;
using Inputs = Pulumi.AzureNative.Storage.Inputs;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks.Backups;

/// <summary>The backup store of a cluster: a storage account to which Velero writes and, if backups must be immutable, a replica to which
/// nobody writes. Velero deletes some of its own files within minutes (Kopia sessions), so immutability on the account that it uses would
/// break it.</summary>
public sealed class AksBackupStore : ComponentResource
{
    // Two weeks to notice that somebody deleted a blob or a whole container.
    private const int NoticeDays = 14;

    private readonly AksScope _scope;
    private readonly AksParts _parts;
    private readonly ProviderResource? _copies;
    private readonly List<Resource> _addresses = [];

    /// <summary>Creates the accounts.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="copies">The provider of the subscription of the copy; absent: the cluster's own.</param>
    /// <param name="options">Options of the component.</param>
    public AksBackupStore(AksScope scope, AksParts parts, ProviderResource? copies, ComponentResourceOptions options)
        : base("infra:clusters:AksBackupStore", scope.Name("backups"), options)
    {
        _scope = scope;
        _parts = parts;
        _copies = copies;
        var (platform, cluster) = (scope.Platform, scope.Cluster);
        var keys = Keys("backup", AksNames.BackupVault(platform, cluster), parts.Groups.Backups, cluster.Region);
        // Three zones if the cluster has them.
        var sku = scope.Zones.Length > 1 ? SkuName.Standard_ZRS : SkuName.Standard_LRS;
        Encryption = keys;
        var backups = Open("backups", AksNames.BackupAccount(platform, cluster), parts.Groups.Backups, cluster.Region, sku, keys);
        Primary = backups.Account;
        var blobs = Versioned(backups, NoticeDays, changeFeed: true);
        var container = BlobContainer(backups, blobs, isSealed: false);
        if (cluster.BackupVault is not null)
        {
            VaultContainer = BlobContainer(backups, blobs, isSealed: false, "azure-backup", AksNames.VaultContainer);
        }

        ExpireVersions(backups);

        var replica = platform.Backup.ImmutableDays > 0 ? Copy(backups, container, keys, sku) : null;
        Finish(backups);
        if (replica is not null)
        {
            Finish(replica);
        }

        if (cluster.RestoreFrom is { } source && scope.Private && !AksNames.IsReplica(platform, cluster, source))
        {
            _addresses.Add(parts.Endpoints.Add("restore", source, "blob", scope.Cloud.BlobZone));
        }

        RegisterOutputs();
    }

    /// <summary>The account that Velero uses.</summary>
    public StorageAccount Primary { get; }

    /// <summary>The container of Azure Backup in that account, whose container must be its own; absent where Velero backs up.</summary>
    public BlobContainer? VaultContainer { get; }

    /// <summary>What encrypts that account; absent where keys are provider-managed.</summary>
    internal AksStorageAccount.Encryption? Encryption { get; }

    /// <summary>What must exist before the private names of the accounts resolve in the cluster's network.</summary>
    public IReadOnlyList<Resource> Addresses => _addresses;

    // The account that nobody writes to, in the group and region of the copies.
    private Store Copy(Store backups, BlobContainer container, AksStorageAccount.Encryption? keys, SkuName sku)
    {
        var (platform, cluster, group) = (_scope.Platform, _scope.Cluster, _parts.Groups.Copies);
        if (_scope.Copy is not null)
        {
            // What fails with the first region, or falls with the first subscription, must not take the second copy along.
            keys = Keys("replica", AksNames.ReplicaVault(platform, cluster), group, _scope.CopyRegion, _copies);
            sku = _scope.CopyRegionHasZones ? SkuName.Standard_ZRS : SkuName.Standard_LRS;
        }

        var replica = Open("replica", AksNames.ReplicaAccount(platform, cluster), group, _scope.CopyRegion, sku, keys, _copies);
        // What is deleted stays as long as a backup must (ExpireVersions).
        var blobs = Versioned(replica, Math.Max(NoticeDays, platform.Backup.ImmutableDays), changeFeed: false);
        var copies = BlobContainer(replica, blobs, isSealed: true);
        Seal(replica, copies);
        Replicate(backups, container, replica, copies);
        ExpireVersions(replica);
        return replica;
    }

    private AksStorageAccount.Encryption? Keys(
        string role, string vault, ResourceGroup group, string region, ProviderResource? provider = null)
    {
        if (!_scope.CustomerKeys)
        {
            return null;
        }

        var options = new ComponentResourceOptions { Parent = this };
        if (provider is not null)
        {
            options.Providers.Add(provider);
        }

        return new AksBackupKeys(_scope, role, vault, group, region, _parts, options).Encryption;
    }

    private Store Open(
        string role, string name, ResourceGroup group, string region, SkuName sku, AksStorageAccount.Encryption? encryption,
        ProviderResource? provider = null) =>
        new(
            role, AksStorageAccount.Create(this, _scope, encryption, role, name, group, region, Kind.StorageV2, sku, provider), group,
            new CustomResourceOptions { Parent = this, Provider = provider }, []);

    // Object replication requires versioning on both sides and the change feed on the source (Microsoft: "Object replication for block
    // blobs").
    private BlobServiceProperties Versioned(Store store, int softDeleteDays, bool changeFeed)
    {
        var args = new BlobServicePropertiesArgs
        {
            BlobServicesName = "default",
            AccountName = store.Account.Name,
            ResourceGroupName = store.Group.Name,
            IsVersioningEnabled = true,
            // Nobody removes what is deleted before its time, not even who may delete it.
            DeleteRetentionPolicy = new Inputs.DeleteRetentionPolicyArgs
            {
                Enabled = true,
                Days = softDeleteDays,
                AllowPermanentDelete = false,
            },
            ContainerDeleteRetentionPolicy = new Inputs.DeleteRetentionPolicyArgs { Enabled = true, Days = softDeleteDays },
        };
        if (changeFeed)
        {
            args.ChangeFeed = new Inputs.ChangeFeedArgs { Enabled = true, RetentionInDays = 30 };
        }

        return new BlobServiceProperties(_scope.Name($"{store.Role}-blobs"), args, store.Child);
    }

    // Immutable by version, not as a whole: Velero rewrites the metadata and contents of a backup until it is complete, and an immutable
    // container would accept the first write and refuse to replicate the rest (Microsoft: "Object replication for block blobs", immutable
    // blobs). Velero would skip those backups as incomplete (backup_sync_controller.go). Set at creation.
    private BlobContainer BlobContainer(
        Store store, Resource versioned, bool isSealed, string? role = null, string name = AksNames.BackupContainer)
    {
        var args = new BlobContainerArgs
        {
            ContainerName = name,
            AccountName = store.Account.Name,
            ResourceGroupName = store.Group.Name,
            PublicAccess = PublicAccess.None,
        };
        if (isSealed)
        {
            args.ImmutableStorageWithVersioning = new Inputs.ImmutableStorageWithVersioningArgs { Enabled = true };
        }

        var container = new BlobContainer(
            _scope.Name($"{role ?? store.Role}-container"), args,
            CustomResourceOptions.Merge(store.Child, new CustomResourceOptions { Protect = true, DependsOn = { versioned } }));
        store.Inside.Add(container);
        return container;
    }

    // The initial policy of every version. Unlocked: it binds every identity that reads and writes, but an owner of the subscription can
    // still remove it. Locking is permanent, and the account could not be deleted before the last version expires, so it is left to a
    // person (docs/aks.md).
    private void Seal(Store store, BlobContainer container) => store.Inside.Add(new BlobContainerImmutabilityPolicy(
        _scope.Name("replica-immutability"), new BlobContainerImmutabilityPolicyArgs
        {
            ImmutabilityPolicyName = "default",
            AccountName = store.Account.Name,
            ContainerName = container.Name,
            ResourceGroupName = store.Group.Name,
            ImmutabilityPeriodSinceCreationInDays = _scope.Platform.Backup.ImmutableDays,
            AllowProtectedAppendWrites = false,
        }, CustomResourceOptions.Merge(store.Child, new CustomResourceOptions { Protect = true })));

    // The policy of the destination comes first; Azure generates names for it and its rule, and the policy of the source must have both
    // names. The accounts may be in two subscriptions of a tenant, and are named by their whole ids, because neither lets another tenant
    // in (https://learn.microsoft.com/azure/storage/blobs/object-replication-overview).
    private void Replicate(Store backups, BlobContainer container, Store replica, BlobContainer copies)
    {
        var destination = new ObjectReplicationPolicy(_scope.Name("replication-destination"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = "default",
            AccountName = replica.Account.Name,
            ResourceGroupName = replica.Group.Name,
            SourceAccount = backups.Account.Id,
            DestinationAccount = replica.Account.Id,
            Rules = { Rule(container, copies) },
        }, replica.Child);
        var rule = Rule(container, copies);
        rule.RuleId = destination.Rules.Apply(rules => rules[0].RuleId!);
        var source = new ObjectReplicationPolicy(_scope.Name("replication-source"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = destination.PolicyId,
            AccountName = backups.Account.Name,
            ResourceGroupName = backups.Group.Name,
            SourceAccount = backups.Account.Id,
            DestinationAccount = replica.Account.Id,
            Rules = { rule },
        }, backups.Child);
        replica.Inside.Add(destination);
        backups.Inside.Add(source);
    }

    // Without a time Azure copies only what is written after the rule was created; the first backup comes later anyway.
    private static Inputs.ObjectReplicationPolicyRuleArgs Rule(BlobContainer source, BlobContainer destination) =>
        new() { SourceContainer = source.Name, DestinationContainer = destination.Name };

    // Only versions that are no longer current: a file from last year may be part of yesterday's backup (Kopia shares files), so age is no
    // reason to delete one. Their age counts from when they were written, in the seal of the replica as well, so a file that is deleted
    // late has no time left in either: a deletion in the first account, by Velero or by somebody who has taken its place, is replicated,
    // and this rule then deletes the version. From there on soft delete keeps it, and no identity can shorten that
    // (https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-delete).
    private void ExpireVersions(Store store)
    {
        var rule = new Inputs.ManagementPolicyRuleArgs
        {
            Name = "expire-versions",
            Enabled = true,
            Type = RuleType.Lifecycle,
            Definition = new Inputs.ManagementPolicyDefinitionArgs
            {
                Actions = new Inputs.ManagementPolicyActionArgs
                {
                    Version = new Inputs.ManagementPolicyVersionArgs
                    {
                        Delete = new Inputs.DateAfterCreationArgs
                        {
                            DaysAfterCreationGreaterThan = _scope.Platform.Backup.LongestRetentionDays,
                        },
                    },
                },
                Filters = new Inputs.ManagementPolicyFilterArgs { BlobTypes = { "blockBlob" } },
            },
        };
        store.Inside.Add(new ManagementPolicy(_scope.Name($"{store.Role}-lifecycle"), new ManagementPolicyArgs
        {
            ManagementPolicyName = "default",
            AccountName = store.Account.Name,
            ResourceGroupName = store.Group.Name,
            Policy = new Inputs.ManagementPolicySchemaArgs { Rules = { rule } },
        }, store.Child));
    }

    // An address in the cluster's network, wherever the account is; a record of every use of a blob; and the lock, which is deleted before
    // all that it keeps.
    private void Finish(Store store)
    {
        if (_scope.Private)
        {
            var address = _parts.Endpoints.Add(store.Role, store.Account.Id, "blob", _scope.Cloud.BlobZone);
            _addresses.Add(address);
            store.Inside.Add(address);
        }

        var service = store.Account.Id.Apply(id => $"{id}/blobServices/default");
        store.Inside.Add(_parts.Logs.Watch(this, store.Role, service, ["StorageRead", "StorageWrite", "StorageDelete"]));
        _parts.Groups.Lock(store.Role, store.Account.Id, store.Inside);
    }

    private sealed record Store(
        string Role, StorageAccount Account, ResourceGroup Group, CustomResourceOptions Child, List<Resource> Inside);
}
