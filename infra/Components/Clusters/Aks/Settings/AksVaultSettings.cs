using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.DataProtection;
using Inputs = Pulumi.AzureNative.DataProtection.Inputs;

namespace Infra.Components.Clusters.Aks.Settings;

/// <summary>What Azure Backup does with a cluster, as its API describes it
/// (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli). Pure.</summary>
internal static class AksVaultSettings
{
    private const string Type = "Microsoft.ContainerService/managedClusters";

    private static Inputs.DataStoreInfoBaseArgs Snapshots =>
        new() { DataStoreType = DataStoreTypes.OperationalStore, ObjectType = "DataStoreInfoBase" };

    /// <summary>When to make snapshots, and when to delete them.</summary>
    /// <param name="schedule">When.</param>
    /// <param name="retentionDays">After how many days they expire.</param>
    internal static Inputs.BackupPolicyArgs Policy(AksBackupSchedule schedule, int retentionDays) => new()
    {
        ObjectType = "BackupPolicy",
        DatasourceTypes = { Type },
        PolicyRules =
        {
            new Inputs.AzureBackupRuleArgs
            {
                Name = "Backup",
                ObjectType = "AzureBackupRule",
                BackupParameters = new Inputs.AzureBackupParamsArgs { BackupType = "Incremental", ObjectType = "AzureBackupParams" },
                DataStore = Snapshots,
                Trigger = new Inputs.ScheduleBasedTriggerContextArgs
                {
                    ObjectType = "ScheduleBasedTriggerContext",
                    Schedule = new Inputs.BackupScheduleArgs { RepeatingTimeIntervals = { schedule.Interval }, TimeZone = "UTC" },
                    TaggingCriteria =
                    {
                        new Inputs.TaggingCriteriaArgs
                        {
                            IsDefault = true,
                            TaggingPriority = 99,
                            TagInfo = new Inputs.RetentionTagArgs { TagName = "Default" },
                        },
                    },
                },
            },
            new Inputs.AzureRetentionRuleArgs
            {
                Name = "Default",
                ObjectType = "AzureRetentionRule",
                IsDefault = true,
                Lifecycles =
                {
                    new Inputs.SourceLifeCycleArgs
                    {
                        SourceDataStore = Snapshots,
                        DeleteAfter = new Inputs.AbsoluteDeleteOptionArgs
                        {
                            ObjectType = "AbsoluteDeleteOption",
                            Duration = $"P{retentionDays}D",
                        },
                    },
                },
            },
        },
    };

    /// <summary>The whole cluster, disks included, by a policy.</summary>
    /// <param name="title">What the portal shows.</param>
    /// <param name="region">The region of the cluster.</param>
    /// <param name="cluster">Id of the cluster.</param>
    /// <param name="name">Its name.</param>
    /// <param name="policy">Id of the policy.</param>
    /// <param name="group">Id of the resource group of the snapshots.</param>
    /// <param name="excluded">Namespaces not to back up.</param>
    internal static Inputs.BackupInstanceArgs Instance(
        string title, string region, Output<string> cluster, Output<string> name, Output<string> policy, Output<string> group,
        IEnumerable<string> excluded) => new()
    {
        ObjectType = "BackupInstance",
        FriendlyName = title,
        DataSourceInfo = new Inputs.DatasourceArgs
        {
            ObjectType = "Datasource",
            DatasourceType = Type,
            ResourceType = Type,
            ResourceID = cluster,
            ResourceUri = cluster,
            ResourceName = name,
            ResourceLocation = region,
        },
        DataSourceSetInfo = new Inputs.DatasourceSetArgs
        {
            ObjectType = "DatasourceSet",
            DatasourceType = Type,
            ResourceType = Type,
            ResourceID = cluster,
            ResourceUri = cluster,
            ResourceName = name,
            ResourceLocation = region,
        },
        PolicyInfo = new Inputs.PolicyInfoArgs
        {
            PolicyId = policy,
            PolicyParameters = new Inputs.PolicyParametersArgs
            {
                DataStoreParametersList =
                {
                    new Inputs.AzureOperationalStoreParametersArgs
                    {
                        ObjectType = "AzureOperationalStoreParameters",
                        DataStoreType = DataStoreTypes.OperationalStore,
                        ResourceGroupId = group,
                    },
                },
                BackupDatasourceParametersList =
                {
                    new Inputs.KubernetesClusterBackupDatasourceParametersArgs
                    {
                        ObjectType = "KubernetesClusterBackupDatasourceParameters",
                        SnapshotVolumes = true,
                        IncludeClusterScopeResources = true,
                        ExcludedNamespaces = excluded.ToArray(),
                    },
                },
            },
        },
    };
}
