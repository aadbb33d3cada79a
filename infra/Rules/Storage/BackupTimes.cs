using System.Globalization;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Storage;

/// <summary>CLU020: the backup schedule is a cron expression that starts a backup now and then, and backups that are immutable are so for
/// as long as they are kept.</summary>
public sealed class BackupTimes : ISpecRule
{
    private const int Most = 3650;

    // Velero starts no backup of a schedule while the last one runs (pkg/controller/schedule_controller.go, checkIfBackupInNewOrProgress),
    // and every backup freezes the volumes of every workload for a moment.
    private const int LeastMinutes = 30;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var backup = platform.Backup;
        if (CronExpression.Read(backup.Schedule) is not { } schedule)
        {
            yield return Finding.Error(
                "CLU020", "backup.schedule",
                $"\"{backup.Schedule}\" is not a cron expression. Allowed: five fields (minute, hour, day of month, month, day of week), " +
                "such as 0 2 * * *.");
        }
        else if (!schedule.EverRuns)
        {
            yield return Finding.Error(
                "CLU020", "backup.schedule",
                $"\"{backup.Schedule}\" never starts a backup, because no month has that day. Allowed: days that there are.");
        }
        else if (schedule.LeastMinutes < LeastMinutes)
        {
            yield return Finding.Error(
                "CLU020", "backup.schedule",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{backup.Schedule}\" starts backups {schedule.LeastMinutes} min apart. Allowed: at least {LeastMinutes} min, " +
                    $"because a backup that begins before the last one is finished is left out."));
        }

        if (backup.RetentionDays is < 1 or > Most)
        {
            yield return Finding.Error(
                "CLU020", "backup.retentionDays",
                $"retentionDays is {backup.RetentionDays}. Allowed: 1 to {Most}.");
        }

        // With versions, a lock does not keep Velero from removing a backup that has expired: the version stays, and is paid for.
        if (backup.ImmutableDays != 0 && (backup.ImmutableDays < backup.RetentionDays || backup.ImmutableDays > Most))
        {
            yield return Finding.Error(
                "CLU020", "backup.immutableDays",
                $"immutableDays is {backup.ImmutableDays}. Allowed: {backup.RetentionDays} (retentionDays) to {Most}, so that a backup " +
                "is locked for as long as it is kept; or 0, without a lock.")
                with { ComparedWith = ["backup.retentionDays"] };
        }
    }
}
