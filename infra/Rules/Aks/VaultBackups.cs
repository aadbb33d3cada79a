using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Aks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>A cluster with <c>backupVault</c> is one that Azure Backup can back up as the stack says. CLU132: its region. CLU133: the
/// schedule. CLU134: the retention. CLU135: what other backups hold and these do not. CLU136: namespaces are named as namespaces.</summary>
public sealed class VaultBackups : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            if (cluster.BackupVault is not { } vault)
            {
                continue;
            }

            var path = $"{cluster.Path}.backupVault";
            if (cluster.Cloud.Regions.ContainsKey(cluster.Region) && !AzureProfile.BackupRegions.Contains(cluster.Region))
            {
                yield return Finding.Error(
                    "CLU132", path,
                    $"Azure Backup does not back up clusters in {cluster.Region}. Remove backupVault: Velero backs up in every region.");
            }

            if (AksBackupSchedule.Of(platform.Backup.Schedule) is null)
            {
                yield return Finding.Error(
                    "CLU133", "backup.schedule",
                    $"\"{platform.Backup.Schedule}\" is no schedule of Azure Backup, which {path} asks for. Allowed: a time of the day, " +
                    "such as 0 2 * * *, or every 4, 6, 8 or 12 hours, such as 0 */6 * * *.")
                    with { ComparedWith = [path] };
            }

            if (platform.Backup.RetentionDays > AksBackupSchedule.MostRetentionDays)
            {
                yield return Finding.Error(
                    "CLU134", "backup.retentionDays",
                    $"retentionDays is {platform.Backup.RetentionDays}, but Azure Backup, which {path} asks for, keeps snapshots for " +
                    $"{AksBackupSchedule.MostRetentionDays} days at most. Allowed with backupVault: 1 to " +
                    $"{AksBackupSchedule.MostRetentionDays}.")
                    with { ComparedWith = [path] };
            }

            foreach (var (lost, remedy) in Lost(platform, cluster))
            {
                yield return Finding.Warning("CLU135", path, $"{lost}. {remedy}");
            }

            foreach (var mistake in SettingForms.Namespaces("excludedNamespaces", vault.ExcludedNamespaces))
            {
                yield return Finding.Error("CLU136", $"{path}.{mistake.Member}", mistake.Text);
            }
        }
    }

    // https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept: "Immutability doesn't apply to operational backups";
    // https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix: Azure Files with NFS are skipped.
    private static IEnumerable<(string Lost, string Remedy)> Lost(PlatformSpec platform, AksClusterSpec cluster)
    {
        if (platform.Backup.ImmutableDays > 0)
        {
            yield return (
                $"backup.immutableDays is {platform.Backup.ImmutableDays}, but snapshots of Azure Backup are in the subscription, where " +
                "whoever administers it can delete them at any time",
                "Remove backupVault where that must not be: what Velero writes is sealed.");
        }

        if (cluster.BackupCopy is not null)
        {
            yield return (
                "backupCopy copies what Velero writes, and Azure Backup writes no copy of a disk anywhere else",
                "Remove backupVault where backups must survive the region or the subscription.");
        }

        if (cluster.Storage.Shared is not null)
        {
            yield return (
                "Azure Backup leaves out volumes of the class shared", "Remove backupVault where they need backups: Velero copies them.");
        }
    }
}
