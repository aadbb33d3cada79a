using Infra.Catalogue.Prices;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Reports.Costs;

/// <summary>What a team's share of a pool costs in a month, in US dollars: its part of the machines of the pool without their
/// disks, at the list price on demand, or at what the stack says that a node costs.</summary>
/// <param name="Cluster">The cluster of the pool.</param>
/// <param name="Share">The share.</param>
/// <param name="PerUnit">US dollars a month for one of what the share counts; null if no price of a node is known.</param>
public sealed record TeamCost(ClusterSpec Cluster, PoolShare Share, decimal? PerUnit)
{
    /// <summary>What is its own; null if no price is known.</summary>
    public decimal? Guaranteed => PerUnit * Share.Spec.Guaranteed;

    /// <summary>The same with all that it may borrow.</summary>
    public decimal? Most => PerUnit * Share.Most;

    /// <summary>The shares of all teams, by cluster and team in the order of the stack.</summary>
    public static IEnumerable<TeamCost> Of(PlatformSpec platform) =>
        from cluster in platform.Clusters
        let nodes = Clouds.Of(cluster).ChargedNodes(platform).ToList()
        from share in TeamPlaces.Shares(platform, cluster)
        let node = nodes.Find(each => each.Pool == share.Pool.Name)
        select new TeamCost(
            cluster, share,
            node is null || share.Offered == 0 ? null : OfNode(node, cluster.Region) / (share.Offered / share.Pool.MostNodes));

    private static decimal? OfNode(ChargedNodes nodes, string region) => nodes.MonthlyPrice
        ?? (nodes.Machine is not { } machine || nodes.Capacity == Capacity.CapacityBlock
            ? null
            : PriceList.Of(region, machine)?.Amount * PriceList.HoursOfMonth);
}
