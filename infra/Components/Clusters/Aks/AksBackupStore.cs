using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Inputs = Pulumi.AzureNative.Storage.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>Where a cluster's backups are: an account that Velero writes to and, where backups must not change, a copy of it that nobody
/// writes to. Velero deletes files of its own within minutes (sessions of Kopia), so that immutability on the account it uses would break
/// it.</summary>
internal sealed class AksBackupStore
{
    private readonly AksScope scope;
    private readonly AksKeys? keys;
    private readonly SkuName sku;

    public AksBackupStore(AksScope scope, AksKeys? keys, AksPrivateEndpoints endpoints, AksMonitoring monitoring)
    {
        this.scope = scope;
        this.keys = keys;
        // Three zones where the region has them.
        sku = scope.Zones.Length > 1 ? SkuName.Standard_ZRS : SkuName.Standard_LRS;
        var retention = scope.Platform.Backup.RetentionDays;
        Primary = Account("backups", AksNames.BackupAccount(scope.Platform, scope.Cluster));
        Container = BlobContainer("backups", Primary, Versioned("backups", Primary, changeFeed: true), isSealed: false);
        // Counted from when a version was written: one that is old when it is deleted goes at once, and is still there for as long as soft
        // delete keeps it.
        ExpireVersions("backups", Primary, retention);
        Endpoint(endpoints, "backups", Primary);
        monitoring.WatchBlobs("backups", Primary.Id);

        if (scope.Platform.Backup.ImmutableDays > 0)
        {
            var replica = Account("replica", AksNames.ReplicaAccount(scope.Platform, scope.Cluster));
            var copies = BlobContainer("replica", replica, Versioned("replica", replica, changeFeed: false), isSealed: true);
            Seal(replica, copies);
            Replicate(replica, copies);
            // Versions alone: a file of last year may be part of yesterday's backup (Kopia shares them), so that age is no reason to
            // delete one. What Velero deletes is deleted here as well if it is no longer immutable by then; what it deletes earlier stays.
            ExpireVersions("replica", replica, retention);
            monitoring.WatchBlobs("replica", replica.Id);
            // A restore reads the copy.
            Endpoint(endpoints, "replica", replica);
        }
    }

    /// <summary>The account that Velero uses.</summary>
    public StorageAccount Primary { get; }

    /// <summary>The container that Velero uses.</summary>
    public BlobContainer Container { get; }

    private StorageAccount Account(string role, string name) =>
        AksStorageAccount.Create(scope, keys, role, name, scope.BackupGroup, Kind.StorageV2, sku);

    // Object replication asks for versions on both sides and the change feed on the source (Microsoft: "Object replication for block
    // blobs").
    private BlobServiceProperties Versioned(string role, StorageAccount account, bool changeFeed)
    {
        // Two weeks to notice that somebody deleted a blob or the whole container.
        var softDelete = new Inputs.DeleteRetentionPolicyArgs { Enabled = true, Days = 14 };
        var args = new BlobServicePropertiesArgs
        {
            BlobServicesName = "default",
            AccountName = account.Name,
            ResourceGroupName = scope.BackupGroup.Name,
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = softDelete,
            ContainerDeleteRetentionPolicy = softDelete,
        };
        if (changeFeed)
            args.ChangeFeed = new Inputs.ChangeFeedArgs { Enabled = true, RetentionInDays = 30 };
        return new BlobServiceProperties(scope.Logical($"{role}-blobs"), args, scope.Options());
    }

    // Sealed by version, not as a whole: Velero writes a backup's description and contents anew until the backup is complete, and a
    // sealed container takes the first of them and refuses to replicate the rest (Microsoft: "Object replication for block blobs",
    // immutable blobs). What Velero finds there it passes over as incomplete (backup_sync_controller.go). Set at creation.
    private BlobContainer BlobContainer(string role, StorageAccount account, Resource versioned, bool isSealed)
    {
        var args = new BlobContainerArgs
        {
            ContainerName = AksNames.BackupContainer,
            AccountName = account.Name,
            ResourceGroupName = scope.BackupGroup.Name,
            PublicAccess = PublicAccess.None,
        };
        if (isSealed)
            args.ImmutableStorageWithVersioning = new Inputs.ImmutableStorageWithVersioningArgs { Enabled = true };
        return new BlobContainer(scope.Logical($"{role}-container"), args, scope.Options(protect: true, versioned));
    }

    // The policy that every version begins with. Unlocked: it binds every identity that reads and writes, and an owner of the subscription
    // can still lift it. Locking is for ever, the account could not be deleted before the last copy expires, so that it is a step that a
    // person takes (docs/aks.md).
    private void Seal(StorageAccount account, BlobContainer container) =>
        _ = new BlobContainerImmutabilityPolicy(scope.Logical("replica-immutability"), new BlobContainerImmutabilityPolicyArgs
        {
            ImmutabilityPolicyName = "default",
            AccountName = account.Name,
            ContainerName = container.Name,
            ResourceGroupName = scope.BackupGroup.Name,
            ImmutabilityPeriodSinceCreationInDays = scope.Platform.Backup.ImmutableDays,
            AllowProtectedAppendWrites = false,
        }, scope.Options(protect: true));

    // The destination's policy comes first; Azure names it and its rule, and the source's has to carry both names.
    private void Replicate(StorageAccount replica, BlobContainer copies)
    {
        var destination = new ObjectReplicationPolicy(scope.Logical("replication-destination"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = "default",
            AccountName = replica.Name,
            ResourceGroupName = scope.BackupGroup.Name,
            SourceAccount = Primary.Id,
            DestinationAccount = replica.Id,
            Rules = { Rule(Container, copies) },
        }, scope.Options());
        var rule = Rule(Container, copies);
        rule.RuleId = destination.Rules.Apply(rules => rules[0].RuleId!);
        _ = new ObjectReplicationPolicy(scope.Logical("replication-source"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = destination.PolicyId,
            AccountName = Primary.Name,
            ResourceGroupName = scope.BackupGroup.Name,
            SourceAccount = Primary.Id,
            DestinationAccount = replica.Id,
            Rules = { rule },
        }, scope.Options());
    }

    // Without a time Azure copies only what is written after the rule; the first backup comes later anyway.
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
        _ = new ManagementPolicy(scope.Logical($"{role}-lifecycle"), new ManagementPolicyArgs
        {
            ManagementPolicyName = "default",
            AccountName = account.Name,
            ResourceGroupName = scope.BackupGroup.Name,
            Policy = new Inputs.ManagementPolicySchemaArgs { Rules = { rule } },
        }, scope.Options());
    }

    private void Endpoint(AksPrivateEndpoints endpoints, string role, StorageAccount account)
    {
        if (scope.Private)
            _ = endpoints.Add(role, account.Id, "blob", scope.Cloud.BlobZone);
    }
}
