using Infra.Rules.Eks;

namespace Infra.Tests.Rules.Eks;

public class ImageDisksTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ImageDisks>(Fleets.Sound));

    [Theory]
    [InlineData(50, 3_000, 750)]
    [InlineData(50, 25_000, 2_000)]
    [InlineData(160, 80_000, 2_000)]
    public void Accepts_what_gp3_can_do(int diskGiB, int iops, int throughput) => Assert.Empty(Disk(diskGiB, iops, throughput));

    [Theory]
    [InlineData(2_999)]
    [InlineData(80_001)]
    public void Rejects_operations_outside_the_range_of_gp3(int iops) =>
        Assert.Equal(
            [$"CLU086 error clusters[0].pools[0].diskIops: diskIops is {iops}. Allowed for gp3: 3000 to 80000."],
            Disk(1000, iops, 125));

    [Fact]
    public void Rejects_more_operations_than_the_size_has() =>
        Assert.Equal(
            [
                "CLU086 error clusters[0].pools[0].diskIops: diskIops is 40000, but diskGiB is 60 and gp3 allows 500 IOPS per GiB. " +
                "Allowed: 3000 to 30000, or raise diskGiB.",
            ],
            Disk(60, 40_000, 1_000));

    [Theory]
    [InlineData(124)]
    [InlineData(2_001)]
    public void Rejects_a_throughput_outside_the_range_of_gp3(int throughput) =>
        Assert.Equal(
            [$"CLU086 error clusters[0].pools[0].diskThroughput: diskThroughput is {throughput}. Allowed for gp3: 125 to 2000."],
            Disk(200, 16_000, throughput));

    [Fact]
    public void Rejects_more_throughput_than_the_operations_carry() =>
        Assert.Equal(
            [
                "CLU086 error clusters[0].pools[0].diskThroughput: diskThroughput is 1000, which needs 4000 IOPS, but diskIops is 3000. " +
                "Allowed: 125 to 750, or raise diskIops.",
            ],
            Disk(200, 3_000, 1_000));

    private static string[] Disk(int diskGiB, int iops, int throughput) => Fleets.Findings<ImageDisks>(Fleets.Of(Fleets.Eks with
    {
        Pools = [Fleets.EksPool with { DiskGiB = diskGiB, DiskIops = iops, DiskThroughput = throughput }],
    }));
}
