using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Inputs = Pulumi.AzureNative.Storage.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The backup store of a cluster: a storage account to which Velero writes and, if backups must be immutable, a replica to which
/// nobody writes. Velero deletes some of its own files within minutes (Kopia sessions), so immutability on the account that it uses would
/// break it.</summary>
public sealed class AksBackupStore : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksParts _parts;
    private readonly SkuName _sku;

    /// <summary>Creates the accounts.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">Options of the component.</param>
    public AksBackupStore(AksScope scope, AksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:AksBackupStore", scope.Name("backups"), options)
    {
        _scope = scope;
        _parts = parts;
        // Three zones if the region has them.
        _sku = scope.Zones.Length > 1 ? SkuName.Standard_ZRS : SkuName.Standard_LRS;
        var retention = scope.Platform.Backup.RetentionDays;
        Primary = Account("backups", AksNames.BackupAccount(scope.Platform, scope.Cluster));
        Container = BlobContainer("backups", Primary, Versioned("backups", Primary, changeFeed: true), isSealed: false);
        // Counted from when a version was written: a version that is already old when it is deleted goes at once, but soft delete still
        // keeps it for a while.
        ExpireVersions("backups", Primary, retention);
        Endpoint("backups", Primary);
        Watch("backups", Primary);

        if (scope.Platform.Backup.ImmutableDays > 0)
        {
            var replica = Account("replica", AksNames.ReplicaAccount(scope.Platform, scope.Cluster));
            var copies = BlobContainer("replica", replica, Versioned("replica", replica, changeFeed: false), isSealed: true);
            Seal(replica, copies);
            Replicate(replica, copies);
            // Only versions: a file from last year may be part of yesterday's backup (Kopia shares files), so age is no reason to delete
            // one. What Velero deletes is deleted here too, if it is no longer immutable by then; what it deletes earlier stays.
            ExpireVersions("replica", replica, retention);
            Watch("replica", replica);
            // A restore reads the replica.
            Endpoint("replica", replica);
        }

        RegisterOutputs();
    }

    /// <summary>The account that Velero uses.</summary>
    public StorageAccount Primary { get; }

    /// <summary>The container that Velero uses.</summary>
    public BlobContainer Container { get; }

    private StorageAccount Account(string role, string name) =>
        AksStorageAccount.Create(this, _scope, _parts.Keys, role, name, _parts.Groups.Backups, Kind.StorageV2, _sku);

    // Object replication requires versioning on both sides and the change feed on the source (Microsoft: "Object replication for block
    // blobs").
    private BlobServiceProperties Versioned(string role, StorageAccount account, bool changeFeed)
    {
        // Two weeks to notice that somebody deleted a blob or the whole container.
        var softDelete = new Inputs.DeleteRetentionPolicyArgs { Enabled = true, Days = 14 };
        var args = new BlobServicePropertiesArgs
        {
            BlobServicesName = "default",
            AccountName = account.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = softDelete,
            ContainerDeleteRetentionPolicy = softDelete,
        };
        if (changeFeed)
        {
            args.ChangeFeed = new Inputs.ChangeFeedArgs { Enabled = true, RetentionInDays = 30 };
        }

        return new BlobServiceProperties(_scope.Name($"{role}-blobs"), args, new CustomResourceOptions { Parent = this });
    }

    // Immutable by version, not as a whole: Velero rewrites the metadata and contents of a backup until it is complete, and an immutable
    // container would accept the first write and refuse to replicate the rest (Microsoft: "Object replication for block blobs", immutable
    // blobs). Velero would skip those backups as incomplete (backup_sync_controller.go). Set at creation.
    private BlobContainer BlobContainer(string role, StorageAccount account, Resource versioned, bool isSealed)
    {
        var args = new BlobContainerArgs
        {
            ContainerName = AksNames.BackupContainer,
            AccountName = account.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            PublicAccess = PublicAccess.None,
        };
        if (isSealed)
        {
            args.ImmutableStorageWithVersioning = new Inputs.ImmutableStorageWithVersioningArgs { Enabled = true };
        }

        return new BlobContainer(
            _scope.Name($"{role}-container"), args, new CustomResourceOptions { Parent = this, Protect = true, DependsOn = { versioned } });
    }

    // The initial policy of every version. Unlocked: it binds every identity that reads and writes, but an owner of the subscription can
    // still remove it. Locking is permanent, and the account could not be deleted before the last version expires, so it is left to a
    // person (docs/aks.md).
    private void Seal(StorageAccount account, BlobContainer container) =>
        _ = new BlobContainerImmutabilityPolicy(_scope.Name("replica-immutability"), new BlobContainerImmutabilityPolicyArgs
        {
            ImmutabilityPolicyName = "default",
            AccountName = account.Name,
            ContainerName = container.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            ImmutabilityPeriodSinceCreationInDays = _scope.Platform.Backup.ImmutableDays,
            AllowProtectedAppendWrites = false,
        }, new CustomResourceOptions { Parent = this, Protect = true });

    // The policy of the destination comes first; Azure generates names for it and its rule, and the policy of the source must have both
    // names.
    private void Replicate(StorageAccount replica, BlobContainer copies)
    {
        var destination = new ObjectReplicationPolicy(_scope.Name("replication-destination"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = "default",
            AccountName = replica.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            SourceAccount = Primary.Id,
            DestinationAccount = replica.Id,
            Rules = { Rule(Container, copies) },
        }, new CustomResourceOptions { Parent = this });
        var rule = Rule(Container, copies);
        rule.RuleId = destination.Rules.Apply(rules => rules[0].RuleId!);
        _ = new ObjectReplicationPolicy(_scope.Name("replication-source"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = destination.PolicyId,
            AccountName = Primary.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            SourceAccount = Primary.Id,
            DestinationAccount = replica.Id,
            Rules = { rule },
        }, new CustomResourceOptions { Parent = this });
    }

    // Without a time Azure copies only what is written after the rule was created; the first backup comes later anyway.
    private static Inputs.ObjectReplicationPolicyRuleArgs Rule(BlobContainer source, BlobContainer destination) =>
        new() { SourceContainer = source.Name, DestinationContainer = destination.Name };

    private void ExpireVersions(string role, StorageAccount account, int days)
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
                        Delete = new Inputs.DateAfterCreationArgs { DaysAfterCreationGreaterThan = days },
                    },
                },
                Filters = new Inputs.ManagementPolicyFilterArgs { BlobTypes = { "blockBlob" } },
            },
        };
        _ = new ManagementPolicy(_scope.Name($"{role}-lifecycle"), new ManagementPolicyArgs
        {
            ManagementPolicyName = "default",
            AccountName = account.Name,
            ResourceGroupName = _parts.Groups.Backups.Name,
            Policy = new Inputs.ManagementPolicySchemaArgs { Rules = { rule } },
        }, new CustomResourceOptions { Parent = this });
    }

    private void Endpoint(string role, StorageAccount account)
    {
        if (_scope.Private)
        {
            _ = _parts.Endpoints.Add(role, account.Id, "blob", _scope.Cloud.BlobZone);
        }
    }

    // Every use of a blob: who read, wrote or deleted a backup.
    private void Watch(string role, StorageAccount account) => _parts.Logs.Watch(
        this, role, account.Id.Apply(id => $"{id}/blobServices/default"), ["StorageRead", "StorageWrite", "StorageDelete"]);
}
