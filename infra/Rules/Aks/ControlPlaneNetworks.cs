using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU144: the region of an AKS cluster offers API server VNet integration, because the API server of every cluster has its
/// address in the cluster's network. A region of which Microsoft says that it does not is refused; one of which Microsoft says nothing is
/// a warning, because it may.</summary>
public sealed class ControlPlaneNetworks : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        let region = cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)
        where region is { ControlPlaneInNetwork: not true }
        let path = $"{cluster.Path}.region"
        select region.ControlPlaneInNetwork is false
            ? Finding.Error(
                "CLU144", path,
                $"{region.Name} does not offer API server VNet integration, which every cluster of the platform has. Choose another " +
                "region.")
            : Finding.Warning(
                "CLU144", path,
                $"Microsoft does not say whether {region.Name} offers API server VNet integration, which every cluster of the platform " +
                "has. Ask before you create the cluster: without it the creation fails.");
}
