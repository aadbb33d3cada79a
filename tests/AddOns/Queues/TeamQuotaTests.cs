using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.AddOns.Teams;
using Infra.Cli.StackFiles;
using Infra.Facts;
using Infra.Rules.Teams;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Teams;
using Infra.Stacks;
using Infra.Tests.Rules;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Queues;

/// <summary>Whatever teams and shares a stack lists: what the rules accept never promises more of a pool than it has, and the queues and
/// quotas of a cluster hold exactly what was promised and what is left.</summary>
public class TeamQuotaTests
{
    private const int Cases = 400;

    private static readonly string[] _undivided = ["cpu", "memory"];

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Promises_no_more_than_the_pools_have(string stack)
    {
        var platform = Preflight.Read(StackFile.Read(new DirectoryInfo(Repository.Root), stack)).Platform!;
        var accepted = 0;
        Prop.ForAll(Arb.From(Teams(platform)), teams =>
        {
            var fleet = platform.With(teams);
            if (new ShareTargets().Check(fleet).Concat(new SharesFit().Check(fleet)).Any())
            {
                return;
            }

            accepted++;
            Assert.All(fleet.Clusters, cluster => Check(fleet, cluster));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20_261_129, 1).WithQuietOnSuccess(true));

        // Enough of both kinds to mean something.
        Assert.InRange(accepted, Cases / 10, Cases * 9 / 10);
    }

    private static void Check(PlatformSpec platform, ClusterSpec cluster)
    {
        var context = Clouds.Context(platform, cluster);
        var teams = platform.Teams.Where(team => team.Clusters.Names.IsEmpty || team.Clusters.Names.Contains(cluster.Name)).ToList();
        var queued = AddOn.Of(cluster).OfType<Kueue>().Any();
        var queues = Queues(PoolQueues.Manifests(context)).ToList();
        var own = teams.ToDictionary(team => team, team => Queues(TeamQueues.Manifests(context, team)).ToList());
        var flavors = PoolFlavor.Of(context.Cloud).ToDictionary(flavor => flavor.Pool);
        foreach (var pool in cluster.NodePools)
        {
            var flavor = flavors[pool.Name];
            if (context.Cloud.Accelerators(pool) is not var (resource, perNode))
            {
                continue;
            }

            var offered = perNode * pool.MostNodes;
            Assert.InRange(teams.Sum(team => Shares(team, cluster, pool).Sum(share => (long)share.Guaranteed)), 0, offered);
            foreach (var team in teams)
            {
                var shares = Shares(team, cluster, pool).ToList();
                var (guaranteed, borrowable) = (shares.Sum(share => share.Guaranteed), shares.Sum(share => share.Borrowable));
                Assert.InRange(guaranteed + borrowable, 0, queued ? offered : guaranteed);
                if (queued)
                {
                    Assert.Equal(guaranteed, own[team].Sum(queue => Of(queue, flavor.Name, resource, "nominalQuota")));
                    Assert.Equal(borrowable, own[team].Sum(queue => Of(queue, flavor.Name, resource, "borrowingLimit")));
                }
            }

            if (queued)
            {
                Assert.All(queues, queue => Assert.InRange(Of(queue, flavor.Name, resource, "nominalQuota"), 0, offered));
                Assert.Equal(
                    offered,
                    queues.Concat(own.Values.SelectMany(all => all)).Sum(queue => Of(queue, flavor.Name, resource, "nominalQuota")));
                // Processors and memory are not divided.
                Assert.All(own.Values.SelectMany(all => all), queue => Assert.All(
                    _undivided, other => Assert.Equal(0, Of(queue, flavor.Name, other, "nominalQuota"))));
            }
        }

        foreach (var team in teams)
        {
            var hard = TeamNamespace.Quota(context, team).ToDictionary();
            foreach (var pools in cluster.NodePools.Where(pool => context.Cloud.Accelerators(pool) is not null)
                .GroupBy(pool => KeyOf(context.Cloud.Accelerators(pool)!.Value.Resource, context.Cloud.Gpu(pool)?.IsClaimed == true)))
            {
                var most = pools.SelectMany(pool => Shares(team, cluster, pool)).Sum(share => share.Guaranteed + share.Borrowable);
                Assert.Equal(most.ToString(CultureInfo.InvariantCulture), hard[pools.Key]);
            }
        }
    }

    private static string KeyOf(string resource, bool isClaimed) =>
        isClaimed ? $"{resource}.deviceclass.resource.k8s.io/devices" : $"requests.{resource}";

    // What a person would read: a share names the pool, or its model, on this cluster or on any.
    private static IEnumerable<ShareSpec> Shares(TeamSpec team, ClusterSpec cluster, NodePoolSpec pool) => team.Gpus.Where(share =>
        (share.Cluster is null || share.Cluster == cluster.Name)
        && (share.Pool == pool.Name || (share.Model is { } model && Clouds.Of(cluster).Gpu(pool)?.Model.Id == model)));

    private static IEnumerable<JsonObject> Queues(IEnumerable<JsonObject> manifests) =>
        manifests.Where(manifest => (string?)manifest["kind"] == "ClusterQueue");

    // Zero where the queue does not list it.
    private static long Of(JsonObject queue, string flavor, string resource, string member) =>
        (from groups in queue["spec"]!["resourceGroups"]?.AsArray() ?? []
         from each in groups!["flavors"]!.AsArray()
         where (string?)each!["name"] == flavor
         from amount in each["resources"]!.AsArray()
         where (string?)amount!["name"] == resource
         select long.Parse((string)amount[member]!, CultureInfo.InvariantCulture)).SingleOrDefault();

    private static Gen<TeamSpec[]> Teams(PlatformSpec platform)
    {
        var clusters = platform.Clusters.Select(cluster => cluster.Name).ToArray();
        var pools =
        (
            from cluster in platform.Clusters
            from pool in cluster.NodePools
            where Clouds.Of(cluster).Accelerators(pool) is not null
            select (Cluster: cluster.Name, Pool: pool.Name, Model: Clouds.Of(cluster).Gpu(pool)?.Model.Id)).ToArray();
        var numbers = Gen.Frequency(
            (10, Gen.Choose(0, 4)), (6, Gen.Choose(0, 40)), (1, Gen.Constant(-1)), (1, Gen.Constant(int.MaxValue)));
        var share =
            from pool in Gen.Elements(pools)
            from byModel in Gen.Elements(false, false, true)
            from onOne in Gen.Elements(false, true)
            from guaranteed in numbers
            from borrowable in numbers
            select new ShareSpec
            {
                Pool = byModel && pool.Model is not null ? null : pool.Pool,
                Model = byModel ? pool.Model : null,
                Cluster = onOne ? pool.Cluster : null,
                Guaranteed = guaranteed,
                Borrowable = borrowable,
            };
        var team =
            from count in Gen.Choose(0, 2)
            from shares in share.ArrayOf(count)
            from everywhere in Gen.Elements(true, true, false)
            from one in Gen.Elements(clusters)
            select Fleets.Team with
            {
                Clusters = new() { Names = everywhere ? [] : [one] },
                Gpus = [.. shares],
            };
        return
            from count in Gen.Choose(1, 3)
            from teams in team.ArrayOf(count)
            select teams.Select((each, index) => each with { Name = $"team-{index}" }).ToArray();
    }
}
