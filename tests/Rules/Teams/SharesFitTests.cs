using Infra.AddOns.Queues;
using Infra.Rules.Teams;
using Infra.Specification;
using Infra.Specification.Gpu;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

/// <summary>The pools offer 16 in Frankfurt, 4 in Westeurope and 16 in Berlin.</summary>
public class SharesFitTests
{
    private static readonly PlatformSpec _fleet = Fleets.Of(
        Fleets.Eks with { AddOns = [new Kueue()] }, Fleets.Aks with { AddOns = [new Kueue()] },
        Fleets.OnPrem with { AddOns = [new Kueue()] });

    private static readonly ShareSpec _share = new() { Pool = "inference", Cluster = "frankfurt" };

    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<SharesFit>(Fleets.Sound));

    [Fact]
    public void Accepts_all_that_a_pool_has() => Assert.Empty(Of(
        _fleet, _share with { Guaranteed = 10, Borrowable = 6 }, _share with { Guaranteed = 6, Borrowable = 10 }));

    [Fact]
    public void Accepts_that_everyone_borrows_all() => Assert.Empty(Of(
        _fleet, _share with { Borrowable = 16 }, _share with { Borrowable = 16 }, _share with { Guaranteed = 16 }));

    [Fact]
    public void Accepts_the_same_share_on_every_cluster_where_it_fits_the_smallest() => Assert.Empty(Of(
        _fleet, new ShareSpec { Pool = "inference", Guaranteed = 2, Borrowable = 2 },
        new ShareSpec { Model = "h100", Guaranteed = 16 }));

    [Fact]
    public void Accepts_parts_of_GPUs_in_their_own_unit() => Assert.Empty(Of(
        Fleets.Of(Fleets.Eks with
        {
            Pools = [Fleets.EksPool with { Gpu = new() { Sharing = new TimeSlicedGpu { Replicas = 4 } } }],
        }),
        _share with { Guaranteed = 64 }));

    [Fact]
    public void Rejects_more_than_the_pool_has() => Assert.Equal(
        [
            "TEAM006 error teams[1].gpus[0].guaranteed: 18 of nvidia.com/gpu are guaranteed on the pool inference of frankfurt, which " +
            "offers 16 at its maximum: team-0 10, team-1 8. Guarantee 2 less, or make the pool larger.",
        ],
        Of(_fleet, _share with { Guaranteed = 10 }, _share with { Guaranteed = 8 }));

    [Fact]
    public void Rejects_it_at_the_first_that_does_not_fit() => Assert.Equal(
        [
            "TEAM006 error teams[0].gpus[0].guaranteed: 23 of nvidia.com/gpu are guaranteed on the pool inference of frankfurt, which " +
            "offers 16 at its maximum: team-0 20, team-2 3. Guarantee 7 less, or make the pool larger.",
        ],
        Of(_fleet, _share with { Guaranteed = 20 }, _share with { Borrowable = 8 }, _share with { Guaranteed = 3 }));

    [Fact]
    public void Rejects_it_on_each_cluster_where_it_does_not_fit() => Assert.Equal(
        [
            "TEAM006 error teams[0].gpus[0].guaranteed: 8 of nvidia.com/gpu are guaranteed on the pool inference of westeurope, which " +
            "offers 4 at its maximum: team-0 8. Guarantee 4 less, or make the pool larger.",
        ],
        Of(_fleet, new ShareSpec { Pool = "inference", Guaranteed = 8 }));

    [Fact]
    public void Rejects_numbers_that_no_sum_could_hold() => Assert.Equal(
        [
            "TEAM006 error teams[0].gpus[0].guaranteed: 4294967294 of nvidia.com/gpu are guaranteed on the pool inference of frankfurt, " +
            "which offers 16 at its maximum: team-0 2147483647, team-1 2147483647. Guarantee 4294967278 less, or make the pool larger.",
        ],
        Of(_fleet, _share with { Guaranteed = int.MaxValue }, _share with { Guaranteed = int.MaxValue }));

    [Fact]
    public void Rejects_a_team_that_could_use_more_than_there_is() => Assert.Equal(
        [
            "TEAM006 error teams[0].gpus[0].borrowable: 10 guaranteed and 7 borrowable are more than the 16 of nvidia.com/gpu that the " +
            "pool inference of frankfurt offers at its maximum. Allowed: at most 6 borrowable.",
            "TEAM006 error teams[1].gpus[0].borrowable: 1 guaranteed and 2147483647 borrowable are more than the 16 of nvidia.com/gpu " +
            "that the pool inference of frankfurt offers at its maximum. Allowed: at most 15 borrowable.",
        ],
        Of(
            _fleet, _share with { Guaranteed = 10, Borrowable = 7 },
            _share with { Guaranteed = 1, Borrowable = int.MaxValue }));

    [Fact]
    public void Rejects_a_share_of_a_pool_that_never_has_a_node() => Assert.Equal(
        [
            "TEAM006 error teams[0].gpus[0].guaranteed: 1 of nvidia.com/gpu are guaranteed on the pool inference of frankfurt, which " +
            "offers 0 at its maximum: team-0 1. Guarantee 1 less, or make the pool larger.",
        ],
        Of(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Max = 0 }] }), _share with { Guaranteed = 1 }));

    [Fact]
    public void Rejects_borrowing_where_nobody_gives_back() => Assert.Equal(
        [
            "TEAM006 error teams[0].gpus[0].borrowable: frankfurt has no add-on kueue, without which nobody gives back what is borrowed. " +
            "Give a share with cluster: frankfurt that borrows nothing, or turn kueue on.",
        ],
        Of(Fleets.Sound, _share with { Guaranteed = 1, Borrowable = 1 }, _share with { Guaranteed = 1 }));

    // Another rule says so.
    [Fact]
    public void Accepts_negative_numbers_without_counting_them() => Assert.Empty(Of(
        _fleet, _share with { Guaranteed = -20 }, _share with { Guaranteed = 16 }, _share with { Guaranteed = 1, Borrowable = -1 }));

    private static string[] Of(PlatformSpec platform, params ShareSpec[] shares) => Fleets.Findings<SharesFit>(platform.With(
        [.. shares.Select((share, index) => Fleets.Team with { Name = $"team-{index}", Gpus = [share] })]));
}
