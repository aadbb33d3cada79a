using Infra.Specification.Storage;

namespace Infra.Specification.Backups;

/// <summary>A second store for the backups of a site, at another place: Velero backs up into it once more, because it copies nothing from
/// one store to another.</summary>
public sealed record SiteBackupCopySpec : ObjectStoreSpec
{
    /// <summary>When backups into it start, as a five-field cron expression in UTC: other times than those of <c>backup.schedule</c>. They
    /// are kept and locked for as long as those.</summary>
    /// <value>0 14 * * *, twelve hours from the default of <c>backup.schedule</c></value>
    public string Schedule { get; init; } = "0 14 * * *";
}
