using Infra.Specification.Clusters;

namespace Infra.Tests.Invariants;

/// <summary>Data that nobody may lose by a mistake: protected, versioned, immutable for a time, and encrypted with keys that live
/// on.</summary>
public sealed class DataTests
{
    private const string StorageClass = "kubernetes:storage.k8s.io/v1:StorageClass";
    private const string Lock = "azure-native:authorization:ManagementLockByScope";

    /// <summary>Whatever holds data, or the key to it.</summary>
    [Theory]
    [InlineData("aws:s3/bucket:Bucket")]
    [InlineData("aws:kms/key:Key")]
    [InlineData("aws:efs/fileSystem:FileSystem")]
    [InlineData("aws:fsx/lustreFileSystem:LustreFileSystem")]
    [InlineData("azure-native:storage:StorageAccount")]
    [InlineData("azure-native:storage:BlobContainer")]
    [InlineData("azure-native:storage:BlobContainerImmutabilityPolicy")]
    [InlineData("azure-native:dataprotection:BackupVault")]
    [InlineData("azure-native:keyvault:Vault")]
    [InlineData("azure-native:keyvault:Key")]
    [InlineData("azure-native:compute:DiskEncryptionSet")]
    [InlineData("azure-native:storagecache:AmlFilesystem")]
    [InlineData("azure-native:operationalinsights:Workspace")]
    [InlineData("random:index/randomPassword:RandomPassword")]
    public async Task What_holds_data_or_a_key_is_protected(string type) =>
        EveryStack.None(await EveryStack.Of(type), item => item.Resource.Protect ? null : "is not protected");

    // That of Azure Arc holds a registration and nothing else.
    [Fact]
    public async Task What_goes_with_its_resource_group_is_protected() => EveryStack.None(
        await EveryStack.Of("azure-native:resources:ResourceGroup"),
        item => item.Resource.Protect ? null : "is not protected",
        item => !item.Name.EndsWith("-arc-group", StringComparison.Ordinal));

    [Fact]
    public async Task The_secret_that_disks_are_encrypted_with_is_protected() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:Secret"),
        item => item.Resource.Protect ? null : "is not protected",
        item => item.Name.EndsWith("-longhorn-secret", StringComparison.Ordinal));

    [Fact]
    public Task A_bucket_of_backups_can_be_locked() =>
        EveryStack.Has("aws:s3/bucket:Bucket", "/objectLockEnabled", item => item.Stack.Platform.Backup.ImmutableDays > 0, IsOfBackups);

    [Fact]
    public async Task A_bucket_of_backups_has_a_lock_and_versions() => EveryStack.None(
        (await EveryStack.Of("aws:s3/bucket:Bucket")).Where(IsOfBackups),
        bucket => bucket.Siblings.Any(other => other.Type == "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
            && bucket.Siblings.Any(other => other.Type == "aws:s3/bucketVersioning:BucketVersioning") ? null
                : "is not locked, or has no versions",
        bucket => bucket.Stack.Platform.Backup.ImmutableDays > 0);

    // Whatever has backups tells who used them; the stores of sites are their owners'.
    [Fact]
    public async Task Every_store_of_backups_in_AWS_records_who_used_it() => EveryStack.None(
        await EveryStack.Of("aws:s3/bucket:Bucket"),
        bucket => bucket.Siblings.Where(other => other.Type == "aws:s3/bucketLogging:BucketLogging"
                && (string?)other.Inputs["bucket"] == (string?)bucket.Inputs["bucket"]).ToList() is [var logging]
            && bucket.Siblings.Any(other => other.Type == "aws:s3/bucket:Bucket" && !IsOfBackups(other)
                && (string?)other.Inputs["bucket"] == (string?)logging.Inputs["targetBucket"]) ? null : "records nothing",
        IsOfBackups);

    [Fact]
    public async Task Every_store_of_backups_in_Azure_records_who_used_it() => EveryStack.None(
        await EveryStack.Of("azure-native:storage:StorageAccount"),
        account => account.InSameCluster(other => other.Type == "azure-native:monitor:DiagnosticSetting"
                && ((string?)other.Inputs["resourceUri"])!.EndsWith(
                    $"/{(string?)account.Inputs["accountName"]}/blobServices/default", StringComparison.Ordinal)
                && Array.TrueForAll(
                    ["StorageRead", "StorageWrite", "StorageDelete"],
                    category => other.Inputs["logs"]!.AsArray().Any(log => (string?)log!["category"] == category))).Any()
            ? null : "records nothing",
        account => GroupOf(account) is { } group && (group.EndsWith("-backups", StringComparison.Ordinal)
            || group.EndsWith("-replica", StringComparison.Ordinal)));

    [Fact]
    public Task Who_used_backups_is_known_as_long_as_the_logs_of_the_cluster() => EveryStack.Has(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "/rules/*/expiration/days",
        item => ((CloudClusterSpec)item.Cluster!).LogRetentionDays, item => !IsOfBackups(item));

    [Fact]
    public async Task Only_one_principal_destroys_what_guards_backups() => EveryStack.None(
        [.. await EveryStack.Of("aws:s3/bucketPolicy:BucketPolicy"), .. await EveryStack.Of("aws:kms/key:Key")],
        item => ((string?)item.Resource.Inputs["policy"])!.Contains("\"Sid\":\"Keep\",\"Effect\":\"Deny\"", StringComparison.Ordinal)
            ? null : "may be destroyed by whoever administers the account",
        item => item.Stack.Platform.Backup.ImmutableDays > 0 && item.Name.Contains("-backups", StringComparison.Ordinal));

    [Theory]
    [InlineData("aws:s3/bucketPolicy:BucketPolicy")]
    [InlineData("aws:s3/bucketVersioning:BucketVersioning")]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")]
    [InlineData("aws:s3/bucketLogging:BucketLogging")]
    [InlineData("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")]
    [InlineData("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")]
    [InlineData("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")]
    public async Task What_guards_a_bucket_stays_where_the_bucket_does(string type) => EveryStack.None(
        await EveryStack.Of(type), item => item.Resource.Options.RetainOnDelete == true ? null : "is removed with the stack");

    [Fact]
    public Task Not_even_the_root_user_of_an_account_deletes_a_backup_before_its_time() => EveryStack.Has(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "/rule/defaultRetention/mode", "COMPLIANCE");

    [Fact]
    public Task A_lock_in_AWS_lasts_as_long_as_the_stack_says() => EveryStack.Has(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "/rule/defaultRetention/days",
        item => item.Stack.Platform.Backup.ImmutableDays);

    [Theory]
    [InlineData("aws:s3/bucketVersioning:BucketVersioning", "/versioningConfiguration/status", "Enabled")]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "/blockPublicAcls", true)]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "/blockPublicPolicy", true)]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "/ignorePublicAcls", true)]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "/restrictPublicBuckets", true)]
    [InlineData("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "/rule/objectOwnership", "BucketOwnerEnforced")]
    public Task A_bucket_keeps_versions_and_the_public_out(string type, string path, object expected) =>
        EveryStack.Has(type, path, expected);

    [Fact]
    public Task Old_versions_of_a_backup_stay_as_long_as_they_are_locked() => EveryStack.Has(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "/rules/*/noncurrentVersionExpiration/noncurrentDays",
        item => Math.Max(1, item.Stack.Platform.Backup.ImmutableDays), IsOfBackups);

    [Fact]
    public async Task A_replica_of_backups_in_Azure_is_sealed() => EveryStack.None(
        await EveryStack.Of("azure-native:storage:BlobContainer"),
        container => container.Unlike("/immutableStorageWithVersioning/enabled", true)
            ?? (container.Siblings.Any(other => other.Type == "azure-native:storage:BlobContainerImmutabilityPolicy") ? null
                : "has no policy"),
        container => container.Name.EndsWith("-replica-container", StringComparison.Ordinal));

    [Fact]
    public async Task Every_backup_store_in_Azure_has_a_sealed_replica() => EveryStack.None(
        await EveryStack.Of("infra:clusters:AksBackupStore"),
        store => store.InSameCluster(other => other.Name.EndsWith("-replica-container", StringComparison.Ordinal)).Any() ? null
            : "has no replica",
        store => store.Stack.Platform.Backup.ImmutableDays > 0);

    [Fact]
    public Task A_seal_in_Azure_lasts_as_long_as_the_stack_says() => EveryStack.Has(
        "azure-native:storage:BlobContainerImmutabilityPolicy", "/immutabilityPeriodSinceCreationInDays",
        item => item.Stack.Platform.Backup.ImmutableDays);

    [Fact]
    public Task Nobody_appends_to_what_is_sealed() =>
        EveryStack.Has("azure-native:storage:BlobContainerImmutabilityPolicy", "/allowProtectedAppendWrites", false);

    [Theory]
    [InlineData("/isVersioningEnabled", true)]
    [InlineData("/deleteRetentionPolicy/enabled", true)]
    [InlineData("/deleteRetentionPolicy/allowPermanentDelete", false)]
    [InlineData("/containerDeleteRetentionPolicy/enabled", true)]
    public Task A_deleted_blob_or_container_comes_back(string path, object expected) =>
        EveryStack.Has("azure-native:storage:BlobServiceProperties", path, expected);

    // Kopia uses files that are older than their seal; from a copy they go by a deletion that is replicated.
    [Theory]
    [InlineData("/deleteRetentionPolicy/days")]
    [InlineData("/containerDeleteRetentionPolicy/days")]
    public Task A_deleted_blob_or_container_comes_back_for_two_weeks_and_from_a_copy_as_long_as_the_stack_says(string path) =>
        EveryStack.Has("azure-native:storage:BlobServiceProperties", path, item =>
            item.Name.EndsWith("-replica-blobs", StringComparison.Ordinal) ? Math.Max(14, item.Stack.Platform.Backup.ImmutableDays) : 14);

    // Else the keys of the backups, or the right to use them, would go with the cluster.
    [Fact]
    public async Task Backups_in_Azure_need_nothing_of_the_group_of_their_cluster() => EveryStack.None(
        (await EveryStack.Items).Where(item => item.Type.StartsWith("azure-native:", StringComparison.Ordinal) && item.Resource.Protect
            && GroupOf(item) is { } group && (group.EndsWith("-backups", StringComparison.Ordinal)
                || group.EndsWith("-replica", StringComparison.Ordinal))),
        item => item.Stack.Before(item).Where(other => GroupOf(other) is { } group && !group.EndsWith("-backups", StringComparison.Ordinal)
                && !group.EndsWith("-replica", StringComparison.Ordinal)).Select(other => other.Name).ToList() is { Count: > 0 } needed
            ? $"needs {string.Join(", ", needed)}" : null);

    [Fact]
    public async Task Backups_in_Azure_are_encrypted_with_a_key_of_their_own() => EveryStack.None(
        await EveryStack.Of("azure-native:storage:StorageAccount"),
        item => item.Unlike("/encryption/keyVaultProperties/keyName", GroupOf(item)!.EndsWith("-replica", StringComparison.Ordinal)
            ? "replica" : GroupOf(item)!.EndsWith("-backups", StringComparison.Ordinal) ? "backup" : "storage"),
        item => item.HasCustomerKeys);

    // The driver of the class shared deletes shares through the management, which a lock on their account would refuse.
    [Theory]
    [InlineData("azure-native:dataprotection:BackupVault", "vaultName")]
    [InlineData("azure-native:keyvault:Vault", "vaultName")]
    [InlineData("azure-native:storage:StorageAccount", "accountName")]
    [InlineData("azure-native:storagecache:AmlFilesystem", "amlFilesystemName")]
    public async Task What_holds_data_or_keys_in_Azure_is_locked_with_its_cluster(string type, string name) => EveryStack.None(
        await EveryStack.Of(type),
        item => item.InSameCluster(other => other.Type == Lock
            && ((string)other.Inputs["scope"]!).EndsWith($"/{(string?)item.Inputs[name]}", StringComparison.Ordinal)).Any()
            == (((CloudClusterSpec)item.Cluster!).DeletionProtection && (string?)item.Inputs["kind"] != "FileStorage") ? null
                : "is locked, or is not, against what the stack says");

    [Fact]
    public Task A_lock_lets_changes_through() => EveryStack.Has(Lock, "/level", "CanNotDelete");

    // Else a lock would be in the way of the deletion of what it keeps.
    [Fact]
    public async Task A_lock_goes_before_what_is_under_it() => EveryStack.None(
        await EveryStack.Of(Lock),
        item => item.WaitsFor(item.InSameCluster(other => Under(other) is { } store
            && ((string)item.Inputs["scope"]!).EndsWith($"/{store}", StringComparison.Ordinal))),
        item => (string)item.Inputs["scope"]! is var scope && (scope.Contains("/vaults/", StringComparison.Ordinal)
            || scope.Contains("/storageAccounts/", StringComparison.Ordinal))
            // What is in this vault comes from outside the program.
            && !item.Name.EndsWith("-secret-vault-lock", StringComparison.Ordinal));

    // Only the vault itself deletes a key, for which the engine would need a role on it and its network.
    [Fact]
    public async Task A_key_in_Azure_stays_in_its_vault() => EveryStack.None(
        await EveryStack.Of("azure-native:keyvault:Key"), item => item.Resource.Options.RetainOnDelete is true ? null : "would be deleted");

    [Fact]
    public Task What_is_replicated_is_recorded_for_a_month() => EveryStack.Has(
        "azure-native:storage:BlobServiceProperties", "/changeFeed/retentionInDays", 30,
        item => item.Name.EndsWith("-backups-blobs", StringComparison.Ordinal));

    [Fact]
    public Task Old_versions_of_a_backup_in_Azure_stay_as_long_as_backups() => EveryStack.Has(
        "azure-native:storage:ManagementPolicy", "/policy/rules/*/definition/actions/version/delete/daysAfterCreationGreaterThan",
        item => item.Stack.Platform.Backup.LongestRetentionDays);

    [Theory]
    [InlineData("/allowBlobPublicAccess", false)]
    [InlineData("/allowSharedKeyAccess", false)]
    [InlineData("/allowCrossTenantReplication", false)]
    [InlineData("/isLocalUserEnabled", false)]
    [InlineData("/minimumTlsVersion", "TLS1_2")]
    [InlineData("/encryption/requireInfrastructureEncryption", true)]
    public Task A_storage_account_lets_in_identities_alone_and_encrypts_twice(string path, object expected) =>
        EveryStack.Has("azure-native:storage:StorageAccount", path, expected);

    // An account that accepts NFS cannot have it; its storage class requires TLS.
    [Fact]
    public Task An_account_of_backups_is_reached_over_TLS_alone() => EveryStack.Has(
        "azure-native:storage:StorageAccount", "/enableHttpsTrafficOnly", true, item => (string?)item.Inputs["kind"] != "FileStorage");

    [Theory]
    [InlineData("/properties/enableSoftDelete", true)]
    [InlineData("/properties/enablePurgeProtection", true)]
    [InlineData("/properties/softDeleteRetentionInDays", 90)]
    [InlineData("/properties/enableRbacAuthorization", true)]
    public Task A_deleted_vault_comes_back_for_ninety_days(string path, object expected) =>
        EveryStack.Has("azure-native:keyvault:Vault", path, expected);

    [Fact]
    public async Task A_key_in_Azure_has_at_least_the_length_that_its_use_allows() => EveryStack.None(
        await EveryStack.Of("azure-native:keyvault:Key"),
        key => key.Unlike("/properties/keySize", key.Name.EndsWith("-key-parallel", StringComparison.Ordinal) ? 2048 : 3072));

    // AKS keeps using the version of the etcd key that it was given.
    [Fact]
    public Task A_key_in_Azure_has_a_new_version_every_year() => EveryStack.Has(
        "azure-native:keyvault:Key", "/properties/rotationPolicy/lifetimeActions/*/trigger/timeAfterCreate", "P1Y",
        key => !key.Name.EndsWith("-key-etcd", StringComparison.Ordinal));

    [Fact]
    public Task Disks_in_Azure_follow_their_key() =>
        EveryStack.Has("azure-native:compute:DiskEncryptionSet", "/rotationToLatestKeyVersionEnabled", true);

    [Fact]
    public Task A_key_in_AWS_has_a_new_version_every_year() => EveryStack.Has("aws:kms/key:Key", "/enableKeyRotation", true);

    [Fact]
    public Task A_deleted_key_in_AWS_comes_back_for_thirty_days() => EveryStack.Has("aws:kms/key:Key", "/deletionWindowInDays", 30);

    [Fact]
    public Task A_bucket_takes_no_object_under_a_key_that_its_writer_keeps() => EveryStack.Has(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "/rules/*/blockedEncryptionTypes/*", "SSE-C");

    [Fact]
    public Task A_file_system_in_AWS_is_encrypted() => EveryStack.Has("aws:efs/fileSystem:FileSystem", "/encrypted", true);

    [Fact]
    public Task A_block_volume_in_AWS_is_encrypted_and_gp3() => EveryStack.Has(
        StorageClass, "/parameters", item => item.Inputs["parameters"] is { } parameters
            && (string?)parameters["encrypted"] == "true" && (string?)parameters["type"] == "gp3" ? parameters
                : "encrypted and of the type gp3",
        item => (string?)item.Inputs["provisioner"] == "ebs.csi.aws.com");

    [Fact]
    public Task A_volume_of_Longhorn_is_encrypted() => EveryStack.Has(
        StorageClass, "/parameters/encrypted", "true", item => (string?)item.Inputs["provisioner"] == "driver.longhorn.io");

    [Fact]
    public Task A_disk_in_Azure_is_exported_by_nobody() => EveryStack.Has(
        StorageClass, "/parameters/networkAccessPolicy", "DenyAll", item => (string?)item.Inputs["provisioner"] == "disk.csi.azure.com");

    [Fact]
    public Task A_share_in_Azure_is_mounted_over_TLS() => EveryStack.Has(
        StorageClass, "/parameters/encryptInTransit", "true", item => (string?)item.Inputs["provisioner"] == "file.csi.azure.com");

    // What is deleted with its claim is restored from a backup; training data is in none.
    [Theory]
    [InlineData("fast", "Delete")]
    [InlineData("shared", "Delete")]
    [InlineData("parallel", "Retain")]
    public Task A_claim_takes_its_volume_along_except_training_data(string name, string policy) => EveryStack.Has(
        StorageClass, "/reclaimPolicy", policy, item => item.ObjectName == name);

    [Fact]
    public Task A_volume_of_a_site_is_made_where_its_pod_runs_and_can_grow() => EveryStack.Has(
        StorageClass, "/volumeBindingMode", "WaitForFirstConsumer",
        item => item.Cluster is OnPremClusterSpec || item.ObjectName == "fast");

    [Fact]
    public Task Removing_a_namespace_removes_no_snapshot() =>
        EveryStack.Has("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass", "/deletionPolicy", "Retain");

    [Fact]
    public Task Velero_finds_the_class_of_snapshots_by_its_label() => EveryStack.Has(
        "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass", "/metadata/labels/velero.io~1csi-volumesnapshot-class", "true");

    [Theory]
    [InlineData("aws:cloudwatch/logGroup:LogGroup")]
    [InlineData("azure-native:operationalinsights:Workspace")]
    public Task Logs_are_kept_for_as_long_as_the_cluster_says(string type) =>
        EveryStack.Has(type, "/retentionInDays", item => ((CloudClusterSpec)item.Cluster!).LogRetentionDays);

    // Beside each bucket of backups there is one with the record of its use.
    private static bool IsOfBackups(Item item) => !item.Name.Contains("-backups-access", StringComparison.Ordinal)
        && !item.Name.Contains("-backups-copy-access", StringComparison.Ordinal);

    // The resource group of something in Azure; null where it is in none.
    private static string? GroupOf(Item item) => (string?)item.Inputs["resourceGroupName"];

    // The vault or the account that something is under, by its inputs; null for the vault and the account themselves.
    private static string? Under(Item item) => item.Type switch
    {
        "azure-native:keyvault:Key" => (string?)item.Inputs["vaultName"],
        "azure-native:storage:BlobContainer" or "azure-native:storage:BlobContainerImmutabilityPolicy"
            or "azure-native:storage:ManagementPolicy" or "azure-native:storage:ObjectReplicationPolicy" =>
            (string?)item.Inputs["accountName"],
        _ => null,
    };
}
