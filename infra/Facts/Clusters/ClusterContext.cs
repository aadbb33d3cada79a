using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Facts.Clusters;

/// <summary>What an add-on may know: the whole specification and the cluster that it is for.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record ClusterContext(PlatformSpec Platform, ClusterSpec Cluster);
