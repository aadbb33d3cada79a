using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Facts.Clusters;

/// <summary>What an add-on may know: the whole specification, the cluster that it is for, and what follows from whose cluster it is.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Cloud">The facts of the cluster's cloud.</param>
public sealed record ClusterContext(PlatformSpec Platform, ClusterSpec Cluster, CloudFacts Cloud)
{
    /// <summary>How large the platform's own workloads are.</summary>
    public Sizing Sizing => Sizing.Of(Cloud);
}
