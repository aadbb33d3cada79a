using Infra.Rules.Teams;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class ShareTargetsTests
{
    private static readonly ShareSpec _share = new() { Pool = "inference", Guaranteed = 1 };

    // A second pool with the same model, and one without accelerators.
    private static readonly PlatformSpec _wide = Fleets.Of(
        Fleets.Eks with
        {
            Pools =
            [
                Fleets.EksPool, Fleets.EksPool with { Name = "batch" }, Fleets.EksPool with { Name = "cpus", Machine = "m7i.4xlarge" },
            ],
        },
        Fleets.Aks);

    [Fact]
    public void Accepts_a_team_without_shares() => Assert.Empty(Of(Fleets.Sound));

    [Fact]
    public void Accepts_shares_by_pool_by_model_and_on_one_cluster() => Assert.Empty(Of(
        Fleets.Sound,
        _share with { Cluster = "frankfurt" },
        new() { Model = "h100-nvl", Borrowable = 2 },
        new() { Model = "h100", Guaranteed = 8, Borrowable = 8 }));

    [Fact]
    public void Accepts_a_share_of_a_pool_on_every_cluster_that_has_one() => Assert.Empty(Of(Fleets.Sound, _share));

    [Fact]
    public void Accepts_a_model_that_one_of_two_clusters_has_in_two_pools_where_the_other_is_meant() =>
        Assert.Empty(Of(_wide, new ShareSpec { Model = "h100-nvl", Guaranteed = 1 }));

    [Fact]
    public void Accepts_whatever_a_team_without_clusters_says() => Assert.Empty(Fleets.Findings<ShareTargets>(
        Fleets.Sound.With(Fleets.Team with { Clusters = new() { Names = ["nowhere"] }, Gpus = [new()] })));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(2, -1)]
    public void Rejects_numbers_that_are_none(int guaranteed, int borrowable) => Assert.Equal(
        [
            $"TEAM005 error teams[0].gpus[0]: guaranteed is {guaranteed} and borrowable {borrowable}. Allowed: numbers of at least 0, " +
            "one of them at least 1.",
        ],
        Of(Fleets.Sound, _share with { Guaranteed = guaranteed, Borrowable = borrowable }));

    [Fact]
    public void Rejects_a_share_of_nothing_and_one_of_two_things() => Assert.Equal(
        [
            "TEAM005 error teams[0].gpus[0]: neither pool nor model is given. Give one of them.",
            "TEAM005 error teams[0].gpus[1]: both pool and model are given. Give one of them.",
        ],
        Of(Fleets.Sound, new ShareSpec { Guaranteed = 1 }, _share with { Model = "l40s" }));

    [Fact]
    public void Rejects_a_cluster_that_is_not_one_of_the_team() => Assert.Equal(
        [
            "TEAM005 error teams[0].gpus[0].cluster: \"berlin\" is not a cluster of the team. Allowed: frankfurt, westeurope.",
            "TEAM005 error teams[0].gpus[1].cluster: \"frankfrut\" is not a cluster of the team. Did you mean \"frankfurt\"? Allowed: " +
            "frankfurt, westeurope.",
        ],
        Fleets.Findings<ShareTargets>(Fleets.Sound.With(Fleets.Team with
        {
            Clusters = new() { Kinds = ["eks", "aks"] },
            Gpus = [new() { Pool = "gpu", Cluster = "berlin", Guaranteed = 1 }, _share with { Cluster = "frankfrut" }],
        })));

    [Fact]
    public void Rejects_a_pool_that_is_not_there() => Assert.Equal(
        [
            "TEAM005 error teams[0].gpus[0].pool: \"inferense\" is no pool with accelerators on a cluster of the team. Did you mean " +
            "\"inference\"? Allowed: gpu, inference.",
            "TEAM005 error teams[0].gpus[1].pool: \"gpu\" is no pool with accelerators on frankfurt. Allowed: inference.",
        ],
        Of(Fleets.Sound, _share with { Pool = "inferense" }, _share with { Pool = "gpu", Cluster = "frankfurt" }));

    [Fact]
    public void Rejects_a_pool_without_accelerators() => Assert.Equal(
        [
            "TEAM005 error teams[0].gpus[0].pool: \"cpus\" is no pool with accelerators on a cluster of the team. Allowed: batch, " +
            "inference.",
        ],
        Of(_wide, _share with { Pool = "cpus" }));

    [Fact]
    public void Rejects_a_model_that_is_not_there() => Assert.Equal(
        [
            "TEAM005 error teams[0].gpus[0].model: \"h200\" is no model with accelerators on a cluster of the team. Did you mean " +
            "\"h100\"? Allowed: h100, h100-nvl, l40s.",
        ],
        Of(Fleets.Sound, new ShareSpec { Model = "h200", Guaranteed = 1 }));

    [Fact]
    public void Rejects_a_share_where_nothing_has_accelerators() => Assert.Equal(
        ["TEAM005 error teams[0].gpus[0].model: \"l40s\" is no model with accelerators on a cluster of the team. There is none."],
        Of(Fleets.Of(Fleets.Eks with { Pools = [] }), new ShareSpec { Model = "l40s", Guaranteed = 1 }));

    [Fact]
    public void Rejects_a_model_that_several_pools_have() => Assert.Equal(
        ["TEAM005 error teams[0].gpus[0].model: frankfurt has several pools with l40s: inference, batch. Give pool instead."],
        Of(_wide, new ShareSpec { Model = "l40s", Guaranteed = 1 }));

    [Fact]
    public void Rejects_it_in_one_line_where_one_of_the_pools_has_a_share_already() => Assert.Equal(
        ["TEAM005 error teams[0].gpus[1].model: frankfurt has several pools with l40s: inference, batch. Give pool instead."],
        Of(_wide, _share, new ShareSpec { Model = "l40s", Guaranteed = 1 }));

    [Fact]
    public void Rejects_two_shares_of_a_pool() => Assert.Equal(
        [
            "TEAM005 error teams[0].gpus[1]: teams[0].gpus[0] is a share of the pool inference of frankfurt as well. Give one share of a " +
            "pool.",
            "TEAM005 error teams[0].gpus[2]: teams[0].gpus[0] is a share of the pool inference of westeurope as well. Give one share of " +
            "a pool.",
        ],
        Of(Fleets.Sound, _share, _share with { Cluster = "frankfurt" }, new ShareSpec { Model = "h100-nvl", Borrowable = 1 }));

    private static string[] Of(PlatformSpec platform, params ShareSpec[] shares) =>
        Fleets.Findings<ShareTargets>(platform.With(Fleets.Team with { Gpus = [.. shares] }));
}
