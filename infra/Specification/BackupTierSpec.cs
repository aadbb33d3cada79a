using System.Collections.Immutable;

namespace Infra.Specification;

/// <summary>A further schedule for a part of every cluster, beside the one for all of it: more often, or kept for longer.</summary>
public sealed record BackupTierSpec
{
    /// <summary>Name of the schedule, a DNS label of at most 40 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it backs up.</summary>
    /// <value>labelled</value>
    public BackupScope Of { get; init; } = BackupScope.Labelled;

    /// <summary>The namespaces, if <see cref="Of"/> is <see cref="BackupScope.Namespaces"/>; <c>*</c> and <c>?</c> stand for
    /// letters.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>When backups start, as for all of the cluster.</summary>
    public required string Schedule { get; init; }

    /// <summary>Days after which a backup expires.</summary>
    /// <value>as for all of the cluster</value>
    public int? RetentionDays { get; init; }
}
