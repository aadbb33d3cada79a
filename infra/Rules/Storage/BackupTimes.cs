using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Storage;

/// <summary>CLU020: the backup schedule is a cron expression, and backups are not immutable for longer than they are kept.</summary>
public sealed class BackupTimes : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var backup = platform.Backup;
        if (!CronExpression.IsValid(backup.Schedule))
        {
            yield return Finding.Error(
                "CLU020", "backup.schedule",
                $"\"{backup.Schedule}\" is not a cron expression. Allowed: five fields (minute, hour, day of month, month, day of week), " +
                "such as 0 2 * * *.");
        }

        if (backup.RetentionDays is < 1 or > 3650)
        {
            yield return Finding.Error(
                "CLU020", "backup.retentionDays",
                $"retentionDays is {backup.RetentionDays}. Allowed: 1 to 3650.");
        }

        if (backup.ImmutableDays < 0 || backup.ImmutableDays > Math.Max(0, backup.RetentionDays))
        {
            yield return Finding.Error(
                "CLU020", "backup.immutableDays",
                $"immutableDays is {backup.ImmutableDays}. Allowed: 0 to {backup.RetentionDays} (retentionDays).")
                with { ComparedWith = ["backup.retentionDays"] };
        }
    }
}
