using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Teams;

/// <summary>TEAM006: what is guaranteed to all teams of a cluster fits what each pool offers at its maximum, no team may use more of a pool
/// than there is, and nothing is borrowed where nothing gives it back.</summary>
public sealed class SharesFit : ISpecRule
{
    private const string Code = "TEAM006";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        from pool in TeamPlaces.Shares(platform, cluster).Where(share => share is { Spec: { Guaranteed: >= 0, Borrowable: >= 0 } })
            .GroupBy(share => share.Pool.Name)
        from finding in Check(cluster, [.. pool])
        select finding;

    private static IEnumerable<Finding> Check(ClusterSpec cluster, PoolShare[] shares)
    {
        var (pool, resource, offered) = (shares[0].Pool, shares[0].Resource, shares[0].Offered);
        var sum = shares.Sum(share => (long)share.Spec.Guaranteed);
        if (sum > offered)
        {
            yield return Finding.Error(
                Code, $"{FirstTooMuch(shares, offered).Path}.guaranteed",
                $"{sum} of {resource} are guaranteed on the pool {pool.Name} of {cluster.Name}, which offers {offered} at its maximum: " +
                $"{Spelling.List(Takers(shares))}. Guarantee {sum - offered} less, or make the pool larger.")
                with { ComparedWith = [pool.Path, .. shares.Select(share => share.Path)] };
        }

        foreach (var share in shares.Where(share =>
            share.Spec.Guaranteed <= offered && share.Spec.Borrowable > offered - share.Spec.Guaranteed))
        {
            yield return Finding.Error(
                Code, $"{share.Path}.borrowable",
                $"{share.Spec.Guaranteed} guaranteed and {share.Spec.Borrowable} borrowable are more than the {offered} of {resource} " +
                $"that the pool {pool.Name} of {cluster.Name} offers at its maximum. Allowed: at most {offered - share.Spec.Guaranteed} " +
                "borrowable.")
                with { ComparedWith = [pool.Path] };
        }

        if (!AddOn.Of(cluster).OfType<Kueue>().Any())
        {
            foreach (var share in shares.Where(share => share.Spec.Borrowable > 0))
            {
                yield return Finding.Error(
                    Code, $"{share.Path}.borrowable",
                    $"{cluster.Name} has no add-on kueue, without which nobody gives back what is borrowed. Give a share with cluster: " +
                    $"{cluster.Name} that borrows nothing, or turn kueue on.")
                    with { ComparedWith = ["addOns.kueue", $"{cluster.Path}.addOns.kueue"] };
            }
        }
    }

    private static IEnumerable<string> Takers(PoolShare[] shares) =>
        shares.Where(share => share.Spec.Guaranteed > 0).Select(share => $"{share.Team.Name} {share.Spec.Guaranteed}");

    // Those before it fit.
    private static PoolShare FirstTooMuch(PoolShare[] shares, int offered)
    {
        var sum = 0L;
        return shares.First(share => (sum += share.Spec.Guaranteed) > offered);
    }
}
