using Infra.Facts.Delivery;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Teams;

namespace Infra.Facts.Teams;

/// <summary>Which teams are on which clusters, and what they have of their pools. Pure.</summary>
public static class TeamPlaces
{
    /// <summary>The teams of a cluster, in the order of the stack.</summary>
    public static IEnumerable<TeamSpec> On(PlatformSpec platform, ClusterSpec cluster) =>
        platform.Teams.Where(team => IsOn(team, cluster));

    /// <summary>The clusters of a team, in the order of the stack.</summary>
    public static IEnumerable<ClusterSpec> Of(PlatformSpec platform, TeamSpec team) =>
        platform.Clusters.Where(cluster => IsOn(team, cluster));

    /// <summary>Whether a team is on a cluster.</summary>
    public static bool IsOn(TeamSpec team, ClusterSpec cluster)
    {
        var where = team.Clusters;
        return (where.Names.IsEmpty || where.Names.Contains(cluster.Name))
            && (where.Kinds.IsEmpty || where.Kinds.Contains(cluster.Kind))
            && (where.Regions.IsEmpty || where.Regions.Contains(cluster.Region))
            && (where.Labels.IsEmpty || Has(FleetDelivery.Labels(cluster), where.Labels));
    }

    /// <summary>The shares that a team has on a cluster of its own, in the order of the stack. A share by model is left out where several
    /// pools have it, which a rule refuses.</summary>
    public static IEnumerable<PoolShare> Shares(TeamSpec team, ClusterSpec cluster)
    {
        var cloud = Clouds.Of(cluster);
        for (var index = 0; index < team.Gpus.Length; index++)
        {
            var share = team.Gpus[index];
            if (Pools(share, cluster).ToList() is [var pool] && cloud.Accelerators(pool) is { } offered)
            {
                yield return new(
                    team, share, $"{team.Path}.gpus[{index}]", pool, offered.Resource, offered.PerNode * pool.MostNodes,
                    cloud.Gpu(pool)?.IsClaimed == true);
            }
        }
    }

    /// <summary>The shares of all teams on a cluster.</summary>
    public static IEnumerable<PoolShare> Shares(PlatformSpec platform, ClusterSpec cluster) =>
        On(platform, cluster).SelectMany(team => Shares(team, cluster));

    /// <summary>The pools of a cluster that a share names.</summary>
    public static IEnumerable<NodePoolSpec> Pools(ShareSpec share, ClusterSpec cluster)
    {
        var cloud = Clouds.Of(cluster);
        return share.Cluster is { } name && name != cluster.Name
            ? []
            : cluster.NodePools.Where(pool => share.Pool is { } named
                ? pool.Name == named && cloud.Accelerators(pool) is not null
                : share.Model is { } model && cloud.Gpu(pool)?.Model.Id == model);
    }

    private static bool Has(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (labels.GetValueOrDefault(FleetDelivery.Label(name)) != value)
            {
                return false;
            }
        }

        return true;
    }
}
