using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU146: cost analysis is turned on only in a tier that has it (https://learn.microsoft.com/azure/aks/cost-analysis).</summary>
public sealed class CostAnalysisOffered : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        where cluster is { CostAnalysis: true, Tier: AksTier.Free }
        select Finding.Error(
            "CLU146", $"{cluster.Path}.costAnalysis",
            "costAnalysis is true, but a cluster of the tier free has none. Set tier to standard or premium, or leave costAnalysis out.")
            with { ComparedWith = [$"{cluster.Path}.tier"] };
}
