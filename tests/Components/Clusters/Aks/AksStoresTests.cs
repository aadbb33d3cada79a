using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksStoresTests
{
    private const string Tenant = "00000000-0000-4000-8000-0000000000a1";

    private static readonly AksClusterSpec _withStorage = AksPlan.Cluster with
    {
        Storage = new StorageSpec { Fast = new(), Shared = new(), Parallel = new() },
    };

    [Fact]
    public async Task Keeps_backups_in_a_closed_account_with_the_customers_key()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal("Microsoft.Keyvault", plan.Input("west-backups", "encryption.keySource"));
        Assert.Equal(true, plan.Input("west-backups", "encryption.requireInfrastructureEncryption"));
        Assert.Equal("Disabled", plan.Input("west-backups", "publicNetworkAccess"));
        Assert.Equal(false, plan.Input("west-backups", "allowBlobPublicAccess"));
        Assert.Equal(false, plan.Input("west-backups", "allowSharedKeyAccess"));
        Assert.Equal("TLS1_2", plan.Input("west-backups", "minimumTlsVersion"));
        Assert.Equal("Standard_ZRS", plan.Input("west-backups", "sku.name"));
        Assert.Equal(true, plan.Input("west-backups-blobs", "isVersioningEnabled"));
        Assert.Equal(true, plan.Input("west-backups-blobs", "changeFeed.enabled"));
        Assert.Equal("velero", plan.Input("west-backups-container", "containerName"));
        Assert.Equal(["blob"], plan.Strings("west-backups-endpoint", "privateLinkServiceConnections.0.groupIds"));
        Assert.True(plan.IsProtected("west-backups"));
        Assert.True(plan.IsProtected("west-backup-group"));
    }

    [Fact]
    public async Task Copies_backups_to_an_account_in_which_they_cannot_change()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal(30.0, plan.Input("west-replica-immutability", "immutabilityPeriodSinceCreationInDays"));
        Assert.Equal(plan.Input("west-replica", "accountName"), plan.Input("west-replica-immutability", "accountName"));
        // Velero writes a backup's description, contents and state anew until it is complete. A container as a whole would take the first
        // of them and refuse the rest; versions take all, each sealed.
        Assert.Equal(true, plan.Input("west-replica-container", "immutableStorageWithVersioning.enabled"));
        Assert.Null(plan.Input("west-backups-container", "immutableStorageWithVersioning"));
        // The source comes after the destination and carries the name that Azure gave its policy.
        Assert.Equal("${west-replication-destination.policyId}", plan.Input("west-replication-source", "objectReplicationPolicyId"));
        Assert.Equal(
            ["west-replication-destination"],
            plan.DependsOn("west-replication-source", "azure-native:storage:ObjectReplicationPolicy"));
        Assert.True(plan.IsProtected("west-replica"));
    }

    [Fact]
    public async Task Keeps_what_reads_the_backups_with_the_backups()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.All(
            ["west-backup-vault", "west-backup-key", "west-backup-encryption-identity", "west-backups", "west-replica"],
            name => Assert.Equal("acme-prod-west-backups", plan.Input(name, "resourceGroupName")));
        Assert.Equal("acme-prod-west", plan.Input("west-vault", "resourceGroupName"));
        Assert.NotEqual(plan.Input("west-vault", "vaultName"), plan.Input("west-backup-vault", "vaultName"));
        Assert.All(["west-backups", "west-replica"], account =>
        {
            Assert.Equal("backup", plan.Input(account, "encryption.keyVaultProperties.keyName"));
            Assert.Equal(
                $"https://{plan.Input("west-backup-vault", "vaultName")}.vault.azure.net/",
                plan.Input(account, "encryption.keyVaultProperties.keyVaultUri"));
            Assert.EndsWith(
                "/userAssignedIdentities/acme-prod-west-backup-encryption",
                (string?)plan.Input(account, "encryption.encryptionIdentity.encryptionUserAssignedIdentity"), StringComparison.Ordinal);
        });
        Assert.Equal("AuditEvent", plan.Input("west-backup-vault-logs", "logs.0.category"));
        Assert.Equal(["vault"], plan.Strings("west-backup-vault-endpoint", "privateLinkServiceConnections.0.groupIds"));
        Assert.Equal("Disabled", plan.Input("west-backup-vault", "properties.publicNetworkAccess"));
    }

    [Fact]
    public async Task Copies_backups_to_a_second_region_with_keys_of_its_own_and_an_address_in_the_network()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { BackupCopy = new() { Region = "swedencentral" } });
        Assert.Equal("swedencentral", plan.Input("west-replica-group", "location"));
        Assert.True(plan.IsProtected("west-replica-group"));
        Assert.All(["west-replica", "west-replica-vault", "west-replica-encryption-identity"], name =>
        {
            Assert.Equal("swedencentral", plan.Input(name, "location"));
            Assert.Equal("acme-prod-west-replica", plan.Input(name, "resourceGroupName"));
        });
        Assert.Equal("replica", plan.Input("west-replica", "encryption.keyVaultProperties.keyName"));
        Assert.Equal("backup", plan.Input("west-backups", "encryption.keyVaultProperties.keyName"));
        Assert.Equal("Standard_ZRS", plan.Input("west-replica", "sku.name"));
        Assert.Equal("westeurope", plan.Input("west-backups", "location"));
        // An address is in the region of the network, wherever the account is.
        Assert.Equal("westeurope", plan.Input("west-replica-endpoint", "location"));
    }

    [Theory]
    [InlineData("swedencentral")]
    [InlineData("westeurope")]
    public async Task Copies_backups_to_another_subscription_of_theTenant(string region)
    {
        var subscription = AksPlan.Copied.BackupCopy!.Subscription!;
        var plan = await AksPlan.Of(
            AksPlan.Platform with
            {
                Accounts =
                [
                    new AzureSubscriptionSpec { Id = AksPlan.Copied.Subscription!, Tenant = Tenant },
                    new AzureSubscriptionSpec { Id = subscription, Tenant = Tenant },
                ],
            },
            AksPlan.Copied with { BackupCopy = AksPlan.Copied.BackupCopy with { Region = region } });
        Assert.Equal(subscription, (string?)plan.Inputs("pulumi:providers:azure-native", $"azure-{subscription}")["subscriptionId"]);
        Assert.Equal(Tenant, (string?)plan.Inputs("pulumi:providers:azure-native", $"azure-{subscription}")["tenantId"]);
        // All that the copy consists of, and nothing else. Locks, roles and settings of logs are named by what they are under.
        Assert.Equal(
            [
                "west-replica", "west-replica-blobs", "west-replica-container", "west-replica-encryption-identity",
                "west-replica-encryption-on-vault-role", "west-replica-group", "west-replica-immutability", "west-replica-key",
                "west-replica-lifecycle", "west-replica-vault", "west-replica-vault-logs", "west-replication-destination",
            ],
            plan.NamesBy($"azure-{subscription}"));
        Assert.Equal("acme-prod-west-replica", plan.Input("west-replica", "resourceGroupName"));
        Assert.Equal(region, plan.Input("west-replica", "location"));
        // Neither account lets another tenant in, so both name each other by their whole ids.
        Assert.All(["west-backups", "west-replica"], name => Assert.Equal(false, plan.Input(name, "allowCrossTenantReplication")));
        Assert.All(["west-replication-source", "west-replication-destination"], name =>
        {
            Assert.StartsWith("/subscriptions/", (string?)plan.Input(name, "sourceAccount"), StringComparison.Ordinal);
            Assert.StartsWith("/subscriptions/", (string?)plan.Input(name, "destinationAccount"), StringComparison.Ordinal);
        });
        Assert.Equal("westeurope", plan.Input("west-replica-endpoint", "location"));
    }

    [Fact]
    public async Task Copies_to_one_zone_where_the_second_region_has_one()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { BackupCopy = new() { Region = "switzerlandwest" } });
        Assert.Equal("Standard_LRS", plan.Input("west-replica", "sku.name"));
    }

    [Fact]
    public async Task Makes_no_second_group_without_a_copy()
    {
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Backup = new BackupSpec { ImmutableDays = 0 } },
            AksPlan.Cluster with { BackupCopy = new() { Region = "swedencentral" } });
        Assert.DoesNotContain("west-replica-group", plan.Names);
    }

    [Theory]
    [InlineData(1, 14.0)]
    [InlineData(14, 14.0)]
    [InlineData(30, 30.0)]
    public async Task Keeps_what_is_deleted_from_the_copy_for_as_long_as_a_backup(int immutableDays, double softDelete)
    {
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Backup = new BackupSpec { ImmutableDays = immutableDays } }, AksPlan.Cluster);
        Assert.Equal(softDelete, plan.Input("west-replica-blobs", "deleteRetentionPolicy.days"));
        Assert.Equal(softDelete, plan.Input("west-replica-blobs", "containerDeleteRetentionPolicy.days"));
        Assert.Equal(false, plan.Input("west-replica-blobs", "deleteRetentionPolicy.allowPermanentDelete"));
        Assert.Equal(14.0, plan.Input("west-backups-blobs", "deleteRetentionPolicy.days"));
    }

    [Fact]
    public async Task Locks_what_holds_data_or_keys()
    {
        const string type = "azure-native:authorization:ManagementLockByScope";
        Assert.Equal(
            [
                "west-backup-encryption-identity-lock", "west-backup-vault-lock", "west-backups-lock", "west-parallel-lock",
                "west-replica-lock", "west-vault-lock",
            ],
            (await AksPlan.Of(_withStorage)).NamesOf(type));
    }

    [Fact]
    public async Task Reads_the_copy_of_another_cluster_at_an_address_in_the_network()
    {
        const string group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/acme-prod-north-replica";
        var account = $"{group}/providers/Microsoft.Storage/storageAccounts/acmeprodnorthrep1a2b3c4d";
        var plan = await AksPlan.Of(AksPlan.Cluster with { RestoreFrom = account }, AksPlan.Velero);
        Assert.Equal(account, plan.Input("west-restore-endpoint", "privateLinkServiceConnections.0.privateLinkServiceId"));
        Assert.Equal(["blob"], plan.Strings("west-restore-endpoint", "privateLinkServiceConnections.0.groupIds"));
        Assert.EndsWith(
            "/privateDnsZones/privatelink.blob.core.windows.net",
            (string?)plan.Input("west-restore-endpoint-names", "privateDnsZoneConfigs.0.privateDnsZoneId"), StringComparison.Ordinal);
        // A lock on the account would keep a role on it.
        const string reads = "west-velero-velero-server-reads-acme-prod-north-replica-role";
        Assert.Equal(group, plan.Input(reads, "scope"));
        Assert.Equal("Storage Blob Data Reader", plan.Input(reads, "description"));
    }

    [Fact]
    public async Task Reads_its_own_copy_at_the_address_that_it_has()
    {
        var name = (string)(await AksPlan.Of(AksPlan.Cluster)).Input("west-replica", "accountName")!;
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            RestoreFrom = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/acme-prod-west-backups/providers/" +
                $"Microsoft.Storage/storageAccounts/{name}",
        }, AksPlan.Velero);
        Assert.DoesNotContain("west-restore-endpoint", plan.Names);
        Assert.Contains("west-velero-velero-server-reads-acme-prod-west-backups-role", plan.Names);
    }

    [Fact]
    public async Task Keeps_one_account_where_backups_may_change()
    {
        var plan = await AksPlan.Of(AksPlan.Platform with { Backup = new BackupSpec { ImmutableDays = 0 } }, AksPlan.Cluster);
        Assert.Equal(["west-backups"], plan.NamesOf("azure-native:storage:StorageAccount"));
        Assert.Empty(plan.NamesOf("azure-native:storage:BlobContainerImmutabilityPolicy"));
        Assert.Empty(plan.NamesOf("azure-native:storage:ObjectReplicationPolicy"));
    }

    [Fact]
    public async Task Has_no_key_for_a_file_system_that_is_not_asked_for() =>
        Assert.DoesNotContain("west-key-parallel", (await AksPlan.Of(AksPlan.Cluster)).Names);

    [Fact]
    public async Task Writes_down_who_uses_the_backups()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.All(["west-backups-logs", "west-replica-logs"], name =>
        {
            Assert.EndsWith("/blobServices/default", (string?)plan.Input(name, "resourceUri"), StringComparison.Ordinal);
            Assert.Equal("StorageRead", plan.Input(name, "logs.0.category"));
            Assert.Equal("StorageWrite", plan.Input(name, "logs.1.category"));
            Assert.Equal("StorageDelete", plan.Input(name, "logs.2.category"));
        });
    }

    [Fact]
    public async Task Offers_no_storage_class_that_is_not_asked_for() =>
        Assert.Empty((await AksPlan.Of(AksPlan.Cluster)).NamesOf("kubernetes:storage.k8s.io/v1:StorageClass"));

    [Theory]
    [InlineData(1, "Premium_LRS")]
    [InlineData(3, "Premium_ZRS")]
    public async Task Puts_disks_into_all_zones_where_the_nodes_may_be_in_several(int zones, string sku)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Network = AksPlan.Cluster.Network with { Zones = zones },
            Storage = new StorageSpec { Fast = new() },
        });
        Assert.Equal(sku, plan.Input("west-class-fast", "parameters.skuName"));
    }

    [Fact]
    public async Task Offers_fast_disks_with_the_customers_key_and_snapshots_for_Velero()
    {
        var plan = await AksPlan.Of(_withStorage);
        Assert.Equal("disk.csi.azure.com", plan.Input("west-class-fast", "provisioner"));
        Assert.NotNull(plan.Input("west-class-fast", "parameters.diskEncryptionSetID"));
        Assert.Equal("WaitForFirstConsumer", plan.Input("west-class-fast", "volumeBindingMode"));
        Assert.Equal("disk.csi.azure.com", plan.Input("west-snapshots-fast", "driver"));
        Assert.Equal("true", plan.Text("west-snapshots-fast", "metadata.labels", "velero.io/csi-volumesnapshot-class"));
    }

    [Fact]
    public async Task Offers_shared_files_from_an_account_of_the_platform_that_is_reached_privately()
    {
        var plan = await AksPlan.Of(_withStorage);
        Assert.Equal("nfs", plan.Input("west-class-shared", "parameters.protocol"));
        Assert.Equal("true", plan.Input("west-class-shared", "parameters.encryptInTransit"));
        // Else the driver adds a service endpoint to the nodes' subnet.
        Assert.Equal("privateEndpoint", plan.Input("west-class-shared", "parameters.networkEndpointType"));
        Assert.Equal(plan.Input("west-shared", "accountName"), plan.Input("west-class-shared", "parameters.storageAccount"));
        Assert.Equal("FileStorage", plan.Input("west-shared", "kind"));
        Assert.Equal("Disabled", plan.Input("west-shared", "publicNetworkAccess"));
        Assert.Equal(["file"], plan.Strings("west-shared-endpoint", "privateLinkServiceConnections.0.groupIds"));
        Assert.Equal("Storage Account Contributor", plan.Input("west-control-plane-on-shared-role", "description"));
    }

    [Fact]
    public async Task Offers_a_parallel_file_system_in_a_subnet_of_its_own()
    {
        var plan = await AksPlan.Of(_withStorage);
        Assert.Equal("10.20.128.0/18", plan.Input("west-subnet-parallel", "addressPrefix"));
        // Its servers need other services of Azure: they leave as the nodes do.
        Assert.Equal(plan.Input("west-subnet-nodes", "natGateway.id"), plan.Input("west-subnet-parallel", "natGateway.id"));
        Assert.Equal(false, plan.Input("west-subnet-parallel", "defaultOutboundAccess"));
        Assert.Equal(
            $"https://{plan.Input("west-vault", "vaultName")}.vault.azure.net/keys/parallel/${{west-key-parallel.version}}",
            plan.Input("west-parallel", "encryptionSettings.keyEncryptionKey.keyUrl"));
        // Azure Managed Lustre takes RSA keys of this size alone.
        Assert.Equal(2048.0, plan.Input("west-key-parallel", "properties.keySize"));
        Assert.Equal(3072.0, plan.Input("west-key-storage", "properties.keySize"));
        Assert.True(plan.IsProtected("west-key-parallel"));
        Assert.Equal("${west-parallel.clientInfo.mgsAddress}", plan.Input("west-class-parallel", "parameters.mgs-ip-address"));
        Assert.Equal("Retain", plan.Input("west-class-parallel", "reclaimPolicy"));
        Assert.True(plan.IsProtected("west-parallel"));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    public async Task Rounds_the_capacity_of_a_parallel_file_system_up_to_what_is_sold(int asked, int sold)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Storage = new StorageSpec { Parallel = new() { CapacityTiB = asked } } });
        Assert.Equal((double)sold, plan.Input("west-parallel", "storageCapacityTiB"));
    }

    [Theory]
    [InlineData(null, 8, "AMLFS-Durable-Premium-250")]
    [InlineData(40, 48, "AMLFS-Durable-Premium-40")]
    [InlineData(500, 4, "AMLFS-Durable-Premium-500")]
    public async Task Takes_the_grade_of_the_parallel_file_system_that_the_specification_names(int? throughput, int capacity, string sku)
    {
        var plan = await AksPlan.Of(
            AksPlan.Cluster with { Storage = new StorageSpec { Parallel = new() { CapacityTiB = 3, Throughput = throughput } } });
        Assert.Equal(sku, plan.Input("west-parallel", "sku.name"));
        Assert.Equal((double)capacity, plan.Input("west-parallel", "storageCapacityTiB"));
    }
}
