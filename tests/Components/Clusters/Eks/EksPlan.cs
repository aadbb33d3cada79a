using Infra.Components;
using Infra.Components.Clusters.Eks;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;

namespace Infra.Tests.Components.Clusters.Eks;

/// <summary>What one EKS cluster would create, and the specifications that tests vary by <c>with</c>.</summary>
internal static class EksPlan
{
    /// <summary>A platform of private clusters with keys of the customer.</summary>
    public static PlatformSpec Platform { get; } = new()
    {
        Organization = "acme",
        Environment = "test",
        Sovereignty = new SovereigntySpec { Locations = ["eu", "us"], Operators = ["eu", "us"] },
        Clusters = [],
    };

    /// <summary>A cluster in Frankfurt without pools.</summary>
    public static EksClusterSpec Cluster { get; } = new()
    {
        Name = "frankfurt",
        Region = "eu-central-1",
        Version = "1.35",
        Network = new EksNetworkSpec { Cidr = "10.10.0.0/16" },
        Access = new AccessSpec
        {
            Administrators = ["arn:aws:iam::111122223333:role/platform"],
            Viewers = ["arn:aws:iam::111122223333:role/audit"],
        },
    };

    public static Task<ClusterPlan> Of(EksClusterSpec cluster, params WorkloadIdentity[] identities) => Of(Platform, cluster, identities);

    public static Task<ClusterPlan> Of(PlatformSpec platform, EksClusterSpec cluster, params WorkloadIdentity[] identities)
    {
        var whole = platform with { Clusters = [cluster] };
        return ClusterPlan.Of(whole, options =>
        {
            var providers = new CloudProviders(whole);
            var built = new EksCluster(whole, cluster, providers.For(cluster), providers.ForCopy(cluster), options);
            foreach (var identity in identities)
            {
                built.Bind(identity, new CustomResourceOptions { Parent = built });
            }
        });
    }
}
