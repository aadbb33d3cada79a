using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Facts.Aks;

/// <summary>When Azure Backup backs up a cluster, in UTC. Pure.</summary>
/// <param name="Hour">The hour of the first backup of a day.</param>
/// <param name="Minute">The minute of every backup.</param>
/// <param name="EveryHours">Hours from one backup to the next.</param>
public sealed record AksBackupSchedule(int Hour, int Minute, int EveryHours)
{
    /// <summary>Days after which Azure Backup deletes a snapshot at the latest
    /// (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli).</summary>
    public const int MostRetentionDays = 360;

    // Same page: once a day, or every 4, 6, 8 or 12 hours.
    private static readonly ImmutableArray<int> _intervals = [4, 6, 8, 12, 24];

    /// <summary>The schedule in ISO 8601, from a day in the past on, so that the first backup is the next one that is due.</summary>
    public string Interval => string.Create(
        CultureInfo.InvariantCulture,
        $"R/2026-01-01T{Hour:00}:{Minute:00}:00+00:00/{(EveryHours == 24 ? "P1D" : $"PT{EveryHours}H")}");

    /// <summary>Reads a five-field cron expression; null where Azure Backup has no such schedule.</summary>
    /// <param name="cron">For example <c>0 2 * * *</c>, <c>30 */6 * * *</c> or <c>0 1,13 * * *</c>.</param>
    public static AksBackupSchedule? Of(string cron)
    {
        if (cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minutes, var hours, "*", "*", "*"]
            || Number(minutes, 59) is not { } minute || Hours(hours) is not [var first, ..] all)
        {
            return null;
        }

        var every = 24 / all.Length;
        return _intervals.Contains(every) && all.Select((hour, index) => hour == first + (index * every)).All(fits => fits)
            ? new(first, minute, every)
            : null;
    }

    private static int[]? Hours(string field)
    {
        if (field.StartsWith("*/", StringComparison.Ordinal))
        {
            return Number(field[2..], 23) is { } step and > 0 ? [.. Enumerable.Range(0, 24).Where(hour => hour % step == 0)] : null;
        }

        var numbers = field.Split(',').Select(part => Number(part, 23)).ToList();
        return numbers.Contains(null) ? null : [.. numbers.OfType<int>().Distinct().Order()];
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}
