using System.Collections.Immutable;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.AddOns.Backup;

/// <summary>A schedule of backups, and what follows from it.</summary>
/// <param name="Name">Name of the schedule.</param>
/// <param name="Cron">When it starts a backup, in UTC.</param>
/// <param name="RetentionDays">Days after which a backup expires.</param>
/// <param name="Tier">The tier that asks for it; absent: it is for the whole cluster.</param>
public sealed record BackupSchedule(string Name, string Cron, int RetentionDays, BackupTierSpec? Tier)
{
    /// <summary>Name of the location of Velero that its backups go to.</summary>
    public string Location { get; init; } = Velero.FirstStore;

    /// <summary>The schedules of a cluster, first the one for all of it, last that of its second store. A tier for teams is left out where
    /// none of them is: a backup of no namespace would be one of all.</summary>
    public static IEnumerable<BackupSchedule> Of(PlatformSpec platform, CloudFacts cloud) => Of(
        platform.Backup, cloud, [.. TeamPlaces.On(platform, cloud.Cluster).Select(team => team.Backup).OfType<string>()]);

    private static IEnumerable<BackupSchedule> Of(BackupSpec backup, CloudFacts cloud, ImmutableHashSet<string> ofTeams) =>
    [
        new(Velero.PlatformSchedule, backup.Schedule, backup.RetentionDays, null),
        .. backup.Tiers.Where(tier => tier.Of != BackupScope.Teams || ofTeams.Contains(tier.Name))
            .Select(tier => new BackupSchedule(tier.Name, tier.Schedule, tier.RetentionDays ?? backup.RetentionDays, tier)),
        .. cloud.SecondBackups is { } second
            ? [new BackupSchedule(Velero.SecondStore, second.Schedule, backup.RetentionDays, null) { Location = Velero.SecondStore }]
            : Array.Empty<BackupSchedule>(),
    ];

    /// <summary>The recovery point objective: the longest time between the beginnings of two backups, in minutes. What a backup takes, and
    /// one that fails, comes on top.</summary>
    public int RpoMinutes => CronExpression.Read(Cron)?.MostMinutes ?? 0;

    /// <summary>What it backs up, in words.</summary>
    public string What => Tier switch
    {
        null when Location == Velero.SecondStore => "everything, into backupCopy",
        null => "everything",
        { Of: BackupScope.Labelled } => $"labelled {Velero.TierLabel}: {Name}",
        { Of: BackupScope.Platform } => "namespaces of the platform",
        { Of: BackupScope.Teams } => $"teams with backup: {Name}",
        var tier => Spelling.List(tier.Namespaces),
    };
}
