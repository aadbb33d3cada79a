using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Infra.Specification;

/// <summary>How Velero backs up the clusters.</summary>
public sealed record BackupSpec
{
    /// <summary>When backups start, as a five-field cron expression in UTC, with at least 30 minutes between two of them.</summary>
    /// <value>0 2 * * *</value>
    public string Schedule { get; init; } = "0 2 * * *";

    /// <summary>Days after which a backup expires.</summary>
    /// <value>30</value>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Further schedules for parts of a cluster, each beside the one for all of it.</summary>
    public ImmutableArray<BackupTierSpec> Tiers { get; init; } = [];

    /// <summary>Days for which the longest kept backup is kept.</summary>
    [JsonIgnore]
    public int LongestRetentionDays => Tiers.Select(tier => tier.RetentionDays ?? RetentionDays).Append(RetentionDays).Max();

    /// <summary>Days during which nobody can change or delete what a backup has written, and for which it remains after it was hidden by a
    /// deletion; 0 turns immutability off, otherwise at least <see cref="RetentionDays"/>.</summary>
    /// <value>30</value>
    public int ImmutableDays { get; init; } = 30;

    /// <summary>Name of the secret configuration key that holds the password of the backup repositories. Clusters of different stacks that
    /// restore from each other need the same; without it nobody reads the backups.</summary>
    /// <value>absent: a random password for the whole stack, which is in its state</value>
    public string? PasswordSecret { get; init; }
}
