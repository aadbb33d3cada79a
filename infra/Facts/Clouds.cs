using System.Collections.Immutable;
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
    /// <summary>Audience of the tokens that Entra ID exchanges.</summary>
    public const string IdentityAudience = AzureCloud.TokenAudience;

    /// <summary>Names of the clouds of Azure.</summary>
    public static ImmutableArray<string> AzureNames => AzureCloud.Names;

    /// <summary>A cloud of Azure by its name.</summary>
    /// <exception cref="NotSupportedException">There is no such cloud.</exception>
    public static AzureCloud Azure(string name) => AzureCloud.Of(name);

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
