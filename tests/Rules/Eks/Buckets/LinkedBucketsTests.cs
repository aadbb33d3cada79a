using Infra.Rules.Eks.Buckets;
using Infra.Specification;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Eks.Buckets;

public class LinkedBucketsTests
{
    private static readonly LinkedBucketSpec _data = new() { Name = "data", Namespace = "train", Bucket = "acme-data", Prefix = "a/" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<LinkedBuckets>(Fleets.Sound));

    [Theory]
    [InlineData(1_200)]
    [InlineData(2_400)]
    [InlineData(24_000)]
    public void Accepts_a_size_that_FSx_sells(int capacity) =>
        Assert.Empty(Fleets.Findings<LinkedBuckets>(With(_data with { CapacityGiB = capacity })));

    [Theory]
    [InlineData(0)]
    [InlineData(-2_400)]
    [InlineData(1_000)]
    [InlineData(3_600)]
    public void Rejects_a_size_that_FSx_does_not_sell(int capacity) => Assert.Equal(
        [
            $"CLU128 error clusters[0].storage.parallel.linked[0].capacityGiB: capacityGiB is {capacity}. Allowed for FSx for Lustre: " +
            "1200, or a multiple of 2400.",
        ],
        Fleets.Findings<LinkedBuckets>(With(_data with { CapacityGiB = capacity })));

    [Fact]
    public void Accepts_two_that_write_to_different_objects_and_two_of_which_one_reads() => Assert.Empty(
        Fleets.Findings<LinkedBuckets>(With(
            _data with { Export = true }, _data with { Prefix = "b/", Export = true }, _data,
            _data with { Bucket = "acme-other", Prefix = null, Export = true })));

    [Theory]
    [InlineData(null)]
    [InlineData("a/")]
    [InlineData("a/b/")]
    public void Rejects_two_that_write_to_the_same_objects(string? prefix) => Assert.Equal(
        [
            "CLU128 error clusters[0].storage.parallel.linked[1].export: clusters[0].storage.parallel.linked[0] writes to the same " +
            "objects of \"acme-data\", and one would overwrite what the other wrote. Give each a prefix of its own, or leave export out.",
        ],
        Fleets.Findings<LinkedBuckets>(With(_data with { Export = true }, _data with { Prefix = prefix, Export = true })));

    private static PlatformSpec With(params LinkedBucketSpec[] buckets) =>
        Fleets.Of(Fleets.Eks with { Storage = new() { Parallel = new() { Linked = [.. buckets] } } });
}
