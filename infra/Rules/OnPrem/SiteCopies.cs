using Infra.AddOns;
using Infra.AddOns.Backup;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU222: a second store of a site is beside a first one, Velero backs up into it, and at other times: Velero makes one backup at
/// a time, so that one of two would wait for the other every day.</summary>
public sealed class SiteCopies : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var velero = AddOnList.KeyOf(typeof(Velero));
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.BackupCopy is not { } copy)
            {
                continue;
            }

            if (cluster.ObjectStore is null)
            {
                yield return Finding.Error(
                    "CLU222", $"{cluster.Path}.backupCopy",
                    "backupCopy is a second store, but objectStore is not set. Describe the first store under objectStore, or remove " +
                    "backupCopy.");
            }
            else if (cluster.RemovedAddOns.Contains(velero))
            {
                yield return Finding.Error(
                    "CLU222", $"{cluster.Path}.backupCopy",
                    $"{velero} is off on this cluster, and nothing else writes into a second store. Turn {velero} on with " +
                    $"{velero}: {{}}, or remove backupCopy.");
            }

            if (Fields(copy.Schedule) == Fields(platform.Backup.Schedule))
            {
                yield return Finding.Error(
                    "CLU222", $"{cluster.Path}.backupCopy.schedule",
                    $"\"{copy.Schedule}\" is backup.schedule as well, and Velero makes one backup at a time. Give backupCopy.schedule " +
                    "other times; twelve hours later halves what can be lost.")
                    with { ComparedWith = ["backup.schedule"] };
            }
        }
    }

    private static string Fields(string expression) => string.Join(' ', expression.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
