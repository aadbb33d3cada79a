using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM005: a share is of one pool with accelerators on a cluster of the team, is not empty, and is given once.</summary>
public sealed class ShareTargets : ISpecRule
{
    private const string Code = "TEAM005";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        let clusters = TeamPlaces.Of(platform, team).ToList()
        where clusters.Count > 0
        from index in Enumerable.Range(0, team.Gpus.Length)
        from finding in Check(team, team.Gpus[index], $"{team.Path}.gpus[{index}]", clusters)
        select finding;

    private static IEnumerable<Finding> Check(TeamSpec team, ShareSpec share, string path, List<ClusterSpec> clusters)
    {
        if (share.Guaranteed < 0 || share.Borrowable < 0 || (share.Guaranteed == 0 && share.Borrowable == 0))
        {
            yield return Finding.Error(
                Code, path,
                $"guaranteed is {share.Guaranteed} and borrowable {share.Borrowable}. Allowed: numbers of at least 0, one of them at " +
                "least 1.")
                with { ComparedWith = [$"{path}.guaranteed", $"{path}.borrowable"] };
        }

        if ((share.Pool is null) == (share.Model is null))
        {
            yield return Finding.Error(
                Code, path,
                $"{(share.Pool is null ? "neither pool nor model is" : "both pool and model are")} given. Give one of them.")
                with { ComparedWith = [$"{path}.pool", $"{path}.model"] };
            yield break;
        }

        if (share.Cluster is { } only && clusters.TrueForAll(cluster => cluster.Name != only))
        {
            var names = clusters.Select(cluster => cluster.Name).ToList();
            yield return Finding.Error(
                Code, $"{path}.cluster",
                $"\"{only}\" is not a cluster of the team.{Spelling.DidYouMean(only, names)} Allowed: {Spelling.List(names)}.")
                with { ComparedWith = [$"{team.Path}.clusters"] };
            yield break;
        }

        var meant = clusters.Where(cluster => share.Cluster is null || cluster.Name == share.Cluster).ToList();
        if (meant.TrueForAll(cluster => !TeamPlaces.Pools(share, cluster).Any()))
        {
            yield return NoPool(share, path, meant) with { ComparedWith = [$"{team.Path}.clusters"] };
        }

        var unclear = meant.Where(cluster => TeamPlaces.Pools(share, cluster).Skip(1).Any()).ToList();
        foreach (var cluster in unclear)
        {
            yield return Finding.Error(
                Code, $"{path}.model",
                $"{cluster.Name} has several pools with {share.Model}: " +
                $"{Spelling.List(TeamPlaces.Pools(share, cluster).Select(pool => pool.Name))}. Give pool instead.");
        }

        foreach (var cluster in meant.Except(unclear))
        {
            var first = TeamPlaces.Shares(team, cluster).FirstOrDefault(other => TeamPlaces.Pools(share, cluster).Contains(other.Pool));
            if (first is not null && first.Path != path)
            {
                yield return Finding.Error(
                    Code, path,
                    $"{first.Path} is a share of the pool {first.Pool.Name} of {cluster.Name} as well. Give one share of a pool.")
                    with { ComparedWith = [first.Path] };
                yield break;
            }
        }
    }

    private static Finding NoPool(ShareSpec share, string path, List<ClusterSpec> clusters)
    {
        IEnumerable<string> Known(Func<CloudFacts, ClusterSpec, IEnumerable<string>> of) =>
            clusters.SelectMany(cluster => of(Clouds.Of(cluster), cluster)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        var (member, value, known) = share.Pool is { } pool
            ? ("pool", pool, Known((cloud, cluster) => cluster.NodePools.Where(each => cloud.Accelerators(each) is not null)
                .Select(each => each.Name)).ToList())
            : ("model", share.Model!, Known((cloud, _) => cloud.GpuNodes.Select(node => node.Model.Id)).ToList());
        return Finding.Error(
            Code, $"{path}.{member}",
            $"\"{value}\" is no {member} with accelerators on {share.Cluster ?? "a cluster of the team"}." +
            $"{Spelling.DidYouMean(value, known)} " + (known.Count == 0 ? "There is none." : $"Allowed: {Spelling.List(known)}."));
    }
}
