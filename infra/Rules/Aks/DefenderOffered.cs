using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU067: Microsoft Defender is turned on only where it is offered. Azure China retired it on 2026-08-18
/// (https://learn.microsoft.com/azure/aks/outbound-rules-control-egress#microsoft-defender-for-containers).</summary>
public sealed class DefenderOffered : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        where cluster.Defender && cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)?.Partition == "china"
        select Finding.Error(
            "CLU067", $"{cluster.Path}.defender",
            $"{cluster.Region} is a region of Azure China, which has not offered Microsoft Defender since August 2026. Allowed: false.");
}
