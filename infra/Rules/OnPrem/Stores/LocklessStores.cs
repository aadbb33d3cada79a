using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Rules.OnPrem.Stores;

/// <summary>CLU221: a site whose store locks nothing has backups that can be deleted, whatever the stack says of other stores.</summary>
public sealed class LocklessStores : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
        from each in cluster.Stores
        where each.Store.Lock == ObjectLock.None && platform.Backup.ImmutableDays > 0
        select Finding.Warning(
            "CLU221", $"{cluster.Path}.{each.Member}.lock",
            $"lock is none, so backup.immutableDays ({platform.Backup.ImmutableDays}) binds nobody here: whoever has the login of the " +
            "store can delete every backup. Allowed: compliance or governance, for a bucket with versioning and object lock.");
}
