using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Inputs = Pulumi.AzureNative.Storage.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>Where a cluster's backups are: an account that Velero writes to and, where backups must not change, a copy of it that nobody
/// writes to. Velero deletes files of its own within minutes (sessions of Kopia), so that immutability on the account it uses would break
/// it.</summary>
public sealed class AksBackupStore : ComponentResource
{
    private readonly AksScope scope;
    private readonly AksParts parts;
    private readonly SkuName sku;

    /// <summary>Creates the accounts.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">Options of the component.</param>
    public AksBackupStore(AksScope scope, AksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:AksBackupStore", scope.Name("backups"), options)
    {
        this.scope = scope;
        this.parts = parts;
        // Three zones where the region has them.
        sku = scope.Zones.Length > 1 ? SkuName.Standard_ZRS : SkuName.Standard_LRS;
        var retention = scope.Platform.Backup.RetentionDays;
        Primary = Account("backups", AksNames.BackupAccount(scope.Platform, scope.Cluster));
        Container = BlobContainer("backups", Primary, Versioned("backups", Primary, changeFeed: true), isSealed: false);
        // Counted from when a version was written: one that is old when it is deleted goes at once, and is still there for as long as soft
        // delete keeps it.
        ExpireVersions("backups", Primary, retention);
        Endpoint("backups", Primary);
        Watch("backups", Primary);

        if (scope.Platform.Backup.ImmutableDays > 0)
        {
            var replica = Account("replica", AksNames.ReplicaAccount(scope.Platform, scope.Cluster));
            var copies = BlobContainer("replica", replica, Versioned("replica", replica, changeFeed: false), isSealed: true);
            Seal(replica, copies);
            Replicate(replica, copies);
            // Versions alone: a file of last year may be part of yesterday's backup (Kopia shares them), so that age is no reason to
            // delete one. What Velero deletes is deleted here as well if it is no longer immutable by then; what it deletes earlier stays.
            ExpireVersions("replica", replica, retention);
            Watch("replica", replica);
            // A restore reads the copy.
            Endpoint("replica", replica);
        }

        RegisterOutputs();
    }

    /// <summary>The account that Velero uses.</summary>
    public StorageAccount Primary { get; }

    /// <summary>The container that Velero uses.</summary>
    public BlobContainer Container { get; }

    private StorageAccount Account(string role, string name) =>
        AksStorageAccount.Create(this, scope, parts.Keys, role, name, parts.Groups.Backups, Kind.StorageV2, sku);

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
            ResourceGroupName = parts.Groups.Backups.Name,
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = softDelete,
            ContainerDeleteRetentionPolicy = softDelete,
        };
        if (changeFeed)
            args.ChangeFeed = new Inputs.ChangeFeedArgs { Enabled = true, RetentionInDays = 30 };
        return new BlobServiceProperties(scope.Name($"{role}-blobs"), args, new CustomResourceOptions { Parent = this });
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
            ResourceGroupName = parts.Groups.Backups.Name,
            PublicAccess = PublicAccess.None,
        };
        if (isSealed)
            args.ImmutableStorageWithVersioning = new Inputs.ImmutableStorageWithVersioningArgs { Enabled = true };
        return new BlobContainer(
            scope.Name($"{role}-container"), args, new CustomResourceOptions { Parent = this, Protect = true, DependsOn = { versioned } });
    }

    // The policy that every version begins with. Unlocked: it binds every identity that reads and writes, and an owner of the subscription
    // can still lift it. Locking is for ever, the account could not be deleted before the last copy expires, so that it is a step that a
    // person takes (docs/aks.md).
    private void Seal(StorageAccount account, BlobContainer container) =>
        _ = new BlobContainerImmutabilityPolicy(scope.Name("replica-immutability"), new BlobContainerImmutabilityPolicyArgs
        {
            ImmutabilityPolicyName = "default",
            AccountName = account.Name,
            ContainerName = container.Name,
            ResourceGroupName = parts.Groups.Backups.Name,
            ImmutabilityPeriodSinceCreationInDays = scope.Platform.Backup.ImmutableDays,
            AllowProtectedAppendWrites = false,
        }, new CustomResourceOptions { Parent = this, Protect = true });

    // The destination's policy comes first; Azure names it and its rule, and the source's has to carry both names.
    private void Replicate(StorageAccount replica, BlobContainer copies)
    {
        var destination = new ObjectReplicationPolicy(scope.Name("replication-destination"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = "default",
            AccountName = replica.Name,
            ResourceGroupName = parts.Groups.Backups.Name,
            SourceAccount = Primary.Id,
            DestinationAccount = replica.Id,
            Rules = { Rule(Container, copies) },
        }, new CustomResourceOptions { Parent = this });
        var rule = Rule(Container, copies);
        rule.RuleId = destination.Rules.Apply(rules => rules[0].RuleId!);
        _ = new ObjectReplicationPolicy(scope.Name("replication-source"), new ObjectReplicationPolicyArgs
        {
            ObjectReplicationPolicyId = destination.PolicyId,
            AccountName = Primary.Name,
            ResourceGroupName = parts.Groups.Backups.Name,
            SourceAccount = Primary.Id,
            DestinationAccount = replica.Id,
            Rules = { rule },
        }, new CustomResourceOptions { Parent = this });
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
        _ = new ManagementPolicy(scope.Name($"{role}-lifecycle"), new ManagementPolicyArgs
        {
            ManagementPolicyName = "default",
            AccountName = account.Name,
            ResourceGroupName = parts.Groups.Backups.Name,
            Policy = new Inputs.ManagementPolicySchemaArgs { Rules = { rule } },
        }, new CustomResourceOptions { Parent = this });
    }

    private void Endpoint(string role, StorageAccount account)
    {
        if (scope.Private)
            _ = parts.Endpoints.Add(role, account.Id, "blob", scope.Cloud.BlobZone);
    }

    // Every use of a blob: who read, wrote or deleted a backup.
    private void Watch(string role, StorageAccount account) => parts.Logs.Watch(
        this, role, account.Id.Apply(id => $"{id}/blobServices/default"), ["StorageRead", "StorageWrite", "StorageDelete"]);
}
