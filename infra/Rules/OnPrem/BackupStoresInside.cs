using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>SOV004: the object store of an on-prem cluster is not in a public cloud outside the declared borders. A store with any other
/// host name counts as part of the site.</summary>
public sealed class BackupStoresInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
        where Abroad.CanTell(platform.Sovereignty)
        let endpoint = Uri.TryCreate(cluster.ObjectStore?.Endpoint, UriKind.Absolute, out var url) ? url : null
        where endpoint is not null
        let reason = Abroad.Reason(platform.Sovereignty, endpoint.Host)
        where reason is not null
        select Finding.Error("SOV004", $"{cluster.Path}.objectStore.endpoint", reason);
}
