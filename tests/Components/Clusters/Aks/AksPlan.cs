using Infra.Components;
using Infra.Components.Clusters.Aks;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Pulumi;

namespace Infra.Tests.Components.Clusters.Aks;

/// <summary>What one AKS cluster would create, and the specifications that tests vary by <c>with</c>.</summary>
internal static class AksPlan
{
    /// <summary>A platform of private clusters with keys of the customer.</summary>
    public static PlatformSpec Platform { get; } = new()
    {
        Organization = "acme",
        Environment = "prod",
        Sovereignty = new SovereigntySpec { Locations = ["eu"], Operators = ["eu", "us"] },
        Clusters = [],
    };

    /// <summary>A cluster in the Netherlands without pools.</summary>
    public static AksClusterSpec Cluster { get; } = new()
    {
        Name = "west",
        Region = "westeurope",
        Version = "1.35",
        Network = new AksNetworkSpec { Cidr = "10.20.0.0/16" },
        Access = new AccessSpec
        {
            Administrators = ["11111111-1111-1111-1111-111111111111"],
            Viewers = ["22222222-2222-2222-2222-222222222222"],
        },
    };

    public static AksNodePoolSpec Pool { get; } = new() { Name = "inference", Machine = "Standard_NC40ads_H100_v5", Max = 6 };

    /// <summary>A cluster whose backups are copied to another subscription and region.</summary>
    public static AksClusterSpec Copied { get; } = Cluster with
    {
        Subscription = "00000000-0000-4000-8000-000000000001",
        BackupCopy = new() { Subscription = "00000000-0000-4000-8000-000000000002", Region = "swedencentral" },
    };

    /// <summary>The identity of what writes backups, and reads those to restore from.</summary>
    public static WorkloadIdentity Velero { get; } = new("velero", "velero-server", Access.BackupStore);

    public static Task<ClusterPlan> Of(AksClusterSpec cluster, params WorkloadIdentity[] identities) => Of(Platform, cluster, identities);

    public static Task<ClusterPlan> Of(PlatformSpec platform, AksClusterSpec cluster, params WorkloadIdentity[] identities) =>
        ClusterPlan.Of(platform, options =>
        {
            var providers = new CloudProviders(platform);
            var built = new AksCluster(platform, cluster, providers.For(cluster), providers.ForCopy(cluster), options);
            foreach (var identity in identities)
            {
                built.Bind(identity, new CustomResourceOptions { Parent = built });
            }
        });
}
