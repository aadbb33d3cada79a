using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksStoresTests
{
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
        Assert.Equal(14.0, plan.Input("west-replica-immutability", "immutabilityPeriodSinceCreationInDays"));
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
