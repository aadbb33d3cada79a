using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Facts;

/// <summary>The facts of each kind of cluster; apart from the component that builds a cluster, the only place that distinguishes
/// kinds.</summary>
public static class Clouds
{
    /// <summary>What follows from a cluster's kind.</summary>
    public static CloudFacts Of(ClusterSpec cluster) => cluster switch
    {
        EksClusterSpec eks => new EksFacts(eks),
        AksClusterSpec aks => new AksFacts(aks),
        OnPremClusterSpec onPrem => new OnPremFacts(onPrem),
        _ => throw new NotSupportedException($"Nothing is known of clusters of the kind {cluster.Kind}."),
    };

    /// <summary>What an add-on may know of a cluster.</summary>
    public static ClusterContext Context(PlatformSpec platform, ClusterSpec cluster) => new(platform, cluster, Of(cluster));
}
