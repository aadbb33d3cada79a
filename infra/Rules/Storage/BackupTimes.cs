using System.Globalization;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Storage;

/// <summary>CLU020: a backup schedule, that of a tier or of the second store of a site as well, is a cron expression that starts a
/// backup now and then, and backups that are immutable are so for as long as they are kept.</summary>
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
        if (Schedule(backup.Schedule, "backup.schedule") is { } finding)
        {
            yield return finding;
        }

        if (Retention(backup.RetentionDays, "backup.retentionDays") is { } days)
        {
            yield return days;
        }

        foreach (var cluster in platform.Clusters)
        {
            if (Clouds.Of(cluster).SecondBackups is { } second
                && Schedule(second.Schedule, $"{cluster.Path}.backupCopy.schedule") is { } ofCopy)
            {
                yield return ofCopy;
            }
        }

        foreach (var (tier, path) in backup.Tiers.Select((tier, index) => (tier, $"backup.tiers[{index}]")))
        {
            if (Schedule(tier.Schedule, $"{path}.schedule") is { } ofTier)
            {
                yield return ofTier;
            }

            if (Retention(tier.RetentionDays ?? 1, $"{path}.retentionDays") is { } daysOfTier)
            {
                yield return daysOfTier;
            }
            else if (tier.RetentionDays > backup.ImmutableDays && backup.ImmutableDays >= backup.RetentionDays)
            {
                yield return Finding.Error(
                    "CLU020", $"{path}.retentionDays",
                    $"retentionDays is {tier.RetentionDays}, but the store locks what is written for {backup.ImmutableDays} days " +
                    $"(backup.immutableDays). Allowed: 1 to {backup.ImmutableDays}; or immutableDays of {tier.RetentionDays} or more.")
                    with { ComparedWith = ["backup.immutableDays"] };
            }
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

    private static Finding? Schedule(string expression, string path) => CronExpression.Read(expression) switch
    {
        null => Finding.Error(
            "CLU020", path,
            $"\"{expression}\" is not a cron expression. Allowed: five fields (minute, hour, day of month, month, day of week), such as " +
            "0 2 * * *."),
        { EverRuns: false } => Finding.Error(
            "CLU020", path,
            $"\"{expression}\" never starts a backup, because no month has that day. Allowed: days that there are."),
        { LeastMinutes: < LeastMinutes and var minutes } => Finding.Error(
            "CLU020", path,
            string.Create(
                CultureInfo.InvariantCulture,
                $"\"{expression}\" starts backups {minutes} min apart. Allowed: at least {LeastMinutes} min, because a backup that " +
                $"begins before the last one is finished is left out.")),
        _ => null,
    };

    private static Finding? Retention(int days, string path) => days is >= 1 and <= Most ? null : Finding.Error(
        "CLU020", path, $"retentionDays is {days}. Allowed: 1 to {Most}.");
}
