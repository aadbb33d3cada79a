using Infra.AddOns;
using Infra.AddOns.Backup;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU071: a site without an object store has no backups, and its stack must confirm this.</summary>
public sealed class SiteBackups : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
        where cluster.ObjectStore is null && !cluster.RemovedAddOns.Contains(AddOnList.KeyOf(typeof(Velero)))
        select Finding.Warning(
            "CLU071", $"{cluster.Path}.objectStore",
            "objectStore is not set, so nothing in this cluster is backed up. Describe an S3-compatible store, or confirm that you want " +
            "no backups with addOns: { velero: null }.");
}
