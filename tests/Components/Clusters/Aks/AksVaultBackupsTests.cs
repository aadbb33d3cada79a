using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksVaultBackupsTests
{
    private const string Cluster =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/acme-prod-west/providers/" +
        "Microsoft.ContainerService/managedClusters/acme-prod-west";

    private const string Snapshots = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/acme-prod-west-snapshots";

    private static readonly AksClusterSpec _vaulted = AksPlan.Cluster with { BackupVault = new() };

    private static readonly PlatformSpec _open = AksPlan.Platform with
    {
        Sovereignty = AksPlan.Platform.Sovereignty with { Endpoints = EndpointAccess.Public },
    };

    [Fact]
    public async Task Creates_nothing_of_it_unless_asked() =>
        Assert.DoesNotContain(
            (await AksPlan.Of(AksPlan.Cluster)).Names,
            name => name.Contains("azure-backup", StringComparison.Ordinal) || name.Contains("snapshot", StringComparison.Ordinal));

    [Fact]
    public async Task Keeps_the_vault_with_the_backups_and_nothing_leaves_the_subscription()
    {
        var plan = await AksPlan.Of(_vaulted);
        Assert.Equal("acme-prod-west-backups", plan.Input("west-azure-backup", "resourceGroupName"));
        Assert.Equal("westeurope", plan.Input("west-azure-backup", "location"));
        Assert.True(plan.IsProtected("west-azure-backup"));
        Assert.Equal("VaultStore", plan.Input("west-azure-backup", "properties.storageSettings.0.datastoreType"));
        Assert.Equal("ZoneRedundant", plan.Input("west-azure-backup", "properties.storageSettings.0.type"));
        Assert.Equal(
            "Disabled", plan.Input("west-azure-backup", "properties.featureSettings.crossSubscriptionRestoreSettings.state"));
        Assert.Null(plan.Input("west-azure-backup", "properties.featureSettings.crossRegionRestoreSettings"));
        Assert.Equal(
            "Enabled",
            plan.Input("west-azure-backup", "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures"));
        Assert.Equal("acme-prod-west-snapshots", plan.Input("west-snapshot-group", "resourceGroupName"));
        Assert.True(plan.IsProtected("west-snapshot-group"));
    }

    [Theory]
    [InlineData(0, "Disabled")]
    [InlineData(30, "Unlocked")]
    public async Task Keeps_what_is_deleted_for_two_weeks(int immutableDays, string immutability)
    {
        var plan = await AksPlan.Of(AksPlan.Platform with { Backup = new BackupSpec { ImmutableDays = immutableDays } }, _vaulted);
        const string settings = "properties.securitySettings";
        Assert.Equal("On", plan.Input("west-azure-backup", $"{settings}.softDeleteSettings.state"));
        Assert.Equal(14.0, plan.Input("west-azure-backup", $"{settings}.softDeleteSettings.retentionDurationInDays"));
        Assert.Equal(immutability, plan.Input("west-azure-backup", $"{settings}.immutabilitySettings.state"));
    }

    [Fact]
    public async Task Encrypts_with_the_key_of_the_backups_where_their_vault_is_open()
    {
        var plan = await AksPlan.Of(_open, _vaulted);
        const string settings = "properties.securitySettings.encryptionSettings";
        Assert.Equal("SystemAssigned,UserAssigned", plan.Input("west-azure-backup", "identity.type"));
        Assert.EndsWith(
            "/userAssignedIdentities/acme-prod-west-backup-encryption",
            Assert.Single(plan.Strings("west-azure-backup", "identity.userAssignedIdentities")), StringComparison.Ordinal);
        Assert.Equal("Enabled", plan.Input("west-azure-backup", $"{settings}.state"));
        Assert.Equal("Enabled", plan.Input("west-azure-backup", $"{settings}.infrastructureEncryption"));
        Assert.Equal("UserAssigned", plan.Input("west-azure-backup", $"{settings}.kekIdentity.identityType"));
        Assert.EndsWith(
            ".vault.azure.net/keys/backup", (string?)plan.Input("west-azure-backup", $"{settings}.keyVaultProperties.keyUri"),
            StringComparison.Ordinal);
        Assert.Contains("west-backup-key-wait", plan.DependsOn("west-azure-backup"));
    }

    // A Backup vault reaches no vault of keys that is closed to networks.
    [Fact]
    public async Task Names_no_key_where_the_vault_of_keys_is_closed()
    {
        var plan = await AksPlan.Of(_vaulted);
        Assert.Equal("SystemAssigned", plan.Input("west-azure-backup", "identity.type"));
        Assert.Null(plan.Input("west-azure-backup", "properties.securitySettings.encryptionSettings"));
        Assert.Equal("backup", plan.Input("west-backups", "encryption.keyVaultProperties.keyName"));
    }

    [Fact]
    public async Task Backs_up_by_the_schedule_and_the_retention_of_the_stack()
    {
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Backup = new BackupSpec { Schedule = "30 */6 * * *", RetentionDays = 45, ImmutableDays = 45 } },
            _vaulted);
        const string rules = "properties.policyRules";
        Assert.Equal("from-0030-every-6h-for-45d", plan.Input("west-azure-backup-policy", "backupPolicyName"));
        Assert.Equal("AzureBackupRule", plan.Input("west-azure-backup-policy", $"{rules}.0.objectType"));
        Assert.Equal("OperationalStore", plan.Input("west-azure-backup-policy", $"{rules}.0.dataStore.dataStoreType"));
        Assert.Equal(
            "R/2026-01-01T00:30:00+00:00/PT6H",
            plan.Input("west-azure-backup-policy", $"{rules}.0.trigger.schedule.repeatingTimeIntervals.0"));
        Assert.Equal("AzureRetentionRule", plan.Input("west-azure-backup-policy", $"{rules}.1.objectType"));
        Assert.Equal("P45D", plan.Input("west-azure-backup-policy", $"{rules}.1.lifecycles.0.deleteAfter.duration"));
        Assert.Equal(true, plan.Input("west-azure-backup-policy", $"{rules}.1.isDefault"));
        // Another policy takes its place, and snapshots expire by the old one.
        Assert.Contains("west-azure-backup-policy", plan.Retained);
    }

    [Fact]
    public async Task Gives_each_identity_what_Microsoft_asks_for_and_no_more()
    {
        var plan = await AksPlan.Of(_vaulted);
        (string Name, string Role, string Scope, string Principal)[] grants =
        [
            ("vault-on-cluster", "acdd72a7-3385-48ef-bd42-f606fba81ae7", Cluster, "west-azure-backup.identity"),
            ("vault-on-snapshots", "acdd72a7-3385-48ef-bd42-f606fba81ae7", Snapshots, "west-azure-backup.identity"),
            ("cluster-on-snapshots", "b24988ac-6180-42a0-ab88-20f7382dd24c", Snapshots, "west-control-plane-identity.principalId"),
            (
                "extension-on-backups", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "/storageAccounts/acmeprodwestback",
                "west-azure-backup-extension.aksAssignedIdentity"),
        ];
        Assert.Equal(
            [.. grants.Select(grant => $"west-azure-backup-{grant.Name}-role").Order(StringComparer.Ordinal)],
            plan.NamesOf("azure-native:authorization:RoleAssignment")
                .Where(name => name.Contains("azure-backup", StringComparison.Ordinal)));
        Assert.All(grants, grant =>
        {
            var name = $"west-azure-backup-{grant.Name}-role";
            Assert.EndsWith($"/{grant.Role}", (string?)plan.Input(name, "roleDefinitionId"), StringComparison.Ordinal);
            Assert.Contains(grant.Scope, (string?)plan.Input(name, "scope"), StringComparison.Ordinal);
            Assert.Contains(grant.Principal, (string?)plan.Input(name, "principalId"), StringComparison.Ordinal);
        });
        Assert.Equal(
            ["Microsoft.DataProtection/backupVaults/backup-operator"], plan.Strings("west-azure-backup-access", "roles"));
        Assert.EndsWith(
            "/resourceGroups/acme-prod-west-backups/providers/Microsoft.DataProtection/backupVaults/backups",
            (string?)plan.Input("west-azure-backup-access", "sourceResourceId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_objects_to_a_container_of_its_own_without_keys_of_the_account()
    {
        var plan = await AksPlan.Of(_vaulted);
        Assert.Equal("azure-backup", plan.Input("west-azure-backup-container", "containerName"));
        Assert.Equal(plan.Input("west-backups", "accountName"), plan.Input("west-azure-backup-container", "accountName"));
        Assert.True(plan.IsProtected("west-azure-backup-container"));
        Assert.Equal("microsoft.dataprotection.kubernetes", plan.Input("west-azure-backup-extension", "extensionType"));
        Assert.Equal("acme-prod-west", plan.Input("west-azure-backup-extension", "clusterName"));
        Assert.Equal("managedClusters", plan.Input("west-azure-backup-extension", "clusterResourceName"));
        Assert.Equal("dataprotection-microsoft", plan.Input("west-azure-backup-extension", "scope.cluster.releaseNamespace"));
        const string location = "configuration.backupStorageLocation";
        (string Setting, string Value)[] settings =
        [
            ($"{location}.bucket", "azure-backup"),
            ($"{location}.config.resourceGroup", "acme-prod-west-backups"),
            ($"{location}.config.storageAccount", (string)plan.Input("west-backups", "accountName")!),
            ($"{location}.config.subscriptionId", "00000000-0000-0000-0000-000000000000"),
            ($"{location}.config.useAAD", "true"),
        ];
        Assert.All(
            settings,
            setting => Assert.Equal(setting.Value, plan.Text("west-azure-backup-extension", "configurationSettings", setting.Setting)));
        // Its pods find the account by its private name.
        Assert.Contains("west-backups-endpoint-names", plan.DependsOn("west-azure-backup-extension"));
    }

    [Fact]
    public async Task Protects_the_whole_cluster_once_everybody_may()
    {
        var plan = await AksPlan.Of(_vaulted with { BackupVault = new() { ExcludedNamespaces = ["scratch"] } });
        const string name = "west-azure-backup-instance", info = "properties.policyInfo";
        // Its deletion would delete the backups; protected, it would keep the cluster.
        Assert.Contains(name, plan.Retained);
        Assert.False(plan.IsProtected(name));
        Assert.Equal(Cluster, plan.Input(name, "properties.dataSourceInfo.resourceID"));
        Assert.Equal("Microsoft.ContainerService/managedClusters", plan.Input(name, "properties.dataSourceInfo.datasourceType"));
        Assert.Equal(Cluster, plan.Input(name, "properties.dataSourceSetInfo.resourceID"));
        Assert.EndsWith(
            "/backupPolicies/from-0200-every-24h-for-30d", (string?)plan.Input(name, $"{info}.policyId"), StringComparison.Ordinal);
        Assert.Equal(Snapshots, plan.Input(name, $"{info}.policyParameters.dataStoreParametersList.0.resourceGroupId"));
        Assert.Equal(true, plan.Input(name, $"{info}.policyParameters.backupDatasourceParametersList.0.snapshotVolumes"));
        Assert.Equal(true, plan.Input(name, $"{info}.policyParameters.backupDatasourceParametersList.0.includeClusterScopeResources"));
        Assert.Equal(
            ["scratch"], plan.Strings(name, $"{info}.policyParameters.backupDatasourceParametersList.0.excludedNamespaces"));
        Assert.Superset(
            new HashSet<string> { "west-azure-backup-access", "west-azure-backup-extension", "west-azure-backup-wait" },
            plan.DependsOn(name).ToHashSet());
        Assert.Equal(4, plan.DependsOn("west-azure-backup-wait", "azure-native:authorization:RoleAssignment").Length);
    }

    [Fact]
    public async Task Locks_the_vault_and_records_its_jobs()
    {
        var plan = await AksPlan.Of(_vaulted);
        Assert.EndsWith(
            "/Microsoft.DataProtection/backupVaults/backups", (string?)plan.Input("west-azure-backup-lock", "scope"),
            StringComparison.Ordinal);
        Assert.Contains("west-azure-backup-instance", plan.DependsOn("west-azure-backup-lock"));
        Assert.Equal("AddonAzureBackupJobs", plan.Input("west-azure-backup-logs", "logs.0.category"));
    }

    // One with Velero's label would disturb that of Azure Backup.
    [Fact]
    public async Task Leaves_the_class_of_snapshots_to_Azure_Backup()
    {
        var storage = new StorageSpec { Fast = new() };
        Assert.Contains("west-snapshots-fast", (await AksPlan.Of(AksPlan.Cluster with { Storage = storage })).Names);
        Assert.DoesNotContain("west-snapshots-fast", (await AksPlan.Of(_vaulted with { Storage = storage })).Names);
    }

    [Fact]
    public async Task Counts_snapshots_in_the_budget() => Assert.Contains(
        "acme-prod-west-snapshots",
        (await AksPlan.Of(_vaulted with { Budget = new() { Monthly = 1000, From = "2026-12", Notify = ["a@acme.example"] } }))
            .Strings("west-budget", "filter.dimensions.values"));
}
