using Infra.Rules.Eks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Eks;

public class BlockEndsTests
{
    private static readonly EksNodePoolSpec _block = Fleets.EksPool with
    {
        Machine = "p5.48xlarge",
        Capacity = Capacity.CapacityBlock,
        Reservation = "cr-0123456789abcdef0",
        BlockEnds = "2027-03-01T11:30:00Z",
    };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<BlockEnds>(Fleets.Sound));

    [Fact]
    public void Accepts_a_block_that_says_when_it_ends_and_one_of_Karpenter_that_does_not()
    {
        Assert.Empty(Found(_block));
        Assert.Empty(Found(_block with { BlockEnds = null, Provisioner = Provisioner.Karpenter }));
    }

    [Fact]
    public void Warns_of_a_block_that_nothing_drains() => Assert.Equal(
        [
            "CLU124 warning clusters[0].pools[0].blockEnds: blockEnds is missing, so nothing drains the pool before EC2 terminates its " +
            "machines, 30 minutes before the block ends. Give the end of the block in UTC, such as 2027-03-01T11:30:00Z.",
        ],
        Found(_block with { BlockEnds = null }));

    [Fact]
    public void Rejects_the_end_of_a_pool_that_does_not_end() => Assert.Equal(
        [
            "CLU124 error clusters[0].pools[0].blockEnds: only a capacity block ends. Leave blockEnds out, or set capacity to " +
            "capacity-block.",
        ],
        Found(_block with { Capacity = Capacity.Reserved }));

    [Fact]
    public void Rejects_an_end_that_Karpenter_knows() => Assert.Equal(
        [
            "CLU124 error clusters[0].pools[0].blockEnds: Karpenter knows when a block ends and drains its nodes itself. Leave blockEnds " +
            "out.",
        ],
        Found(_block with { Provisioner = Provisioner.Karpenter }));

    [Theory]
    [InlineData("2027-03-01")]
    [InlineData("2027-03-01T11:30:00")]
    [InlineData("2027-03-01T11:30:00+01:00")]
    [InlineData("2027-02-30T11:30:00Z")]
    public void Rejects_what_is_no_moment(string ends) => Assert.Equal(
        [
            $"CLU124 error clusters[0].pools[0].blockEnds: \"{ends}\" is not a moment in UTC. Allowed: a date and a time such as " +
            "2027-03-01T11:30:00Z.",
        ],
        Found(_block with { BlockEnds = ends }));

    private static string[] Found(EksNodePoolSpec pool) => Fleets.Findings<BlockEnds>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));
}
