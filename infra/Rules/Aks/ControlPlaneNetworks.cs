using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU144: the region of an AKS cluster is known to offer API server VNet integration: the API server of every cluster has its
/// address in the cluster's network.</summary>
public sealed class ControlPlaneNetworks : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        let region = cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)
        where region is { ControlPlaneInNetwork: false }
        select Finding.Warning(
            "CLU144", $"{cluster.Path}.region",
            $"Microsoft does not say whether {region.Name} offers API server VNet integration, which every cluster of the platform has. " +
            "Ask before you create the cluster: without it the creation fails.");
}
