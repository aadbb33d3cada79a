using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Specification.Clusters;

namespace Infra.Facts.Clusters;

/// <summary>The cloud profile of each kind of cluster.</summary>
public static class Clouds
{
    /// <summary>All clouds.</summary>
    public static ImmutableArray<CloudProfile> All { get; } = [AwsProfile.Profile, AzureProfile.Profile];

    /// <summary>The profile of the cloud that provides a cluster; absent on-prem, where sites come from the stack.</summary>
    public static CloudProfile? Of(ClusterSpec cluster) => cluster switch
    {
        EksClusterSpec => AwsProfile.Profile,
        AksClusterSpec => AzureProfile.Profile,
        _ => null,
    };
}
