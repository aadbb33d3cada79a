using Infra.AddOns;
using Infra.AddOns.Backup;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU201: a cluster that restores from another one's backups has Velero, which alone reads them.</summary>
public sealed class RestoreNeedsVelero : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var velero = AddOnList.KeyOf(typeof(Velero));
        return
            from cluster in platform.Clusters.OfType<AksClusterSpec>()
            where cluster.RestoreFrom is not null && (cluster.BackupVault is not null || cluster.RemovedAddOns.Contains(velero))
            let remedy = cluster.BackupVault is not null ? "Remove backupVault" : $"Turn {velero} on with {velero}: {{}}"
            select Finding.Error(
                "CLU201", $"{cluster.Path}.restoreFrom",
                $"{velero} is off on this cluster, and nothing else reads backups. {remedy}, or remove restoreFrom.");
    }
}
