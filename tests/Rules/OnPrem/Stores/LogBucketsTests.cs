using Infra.Rules.OnPrem.Stores;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.OnPrem.Stores;

public class LogBucketsTests
{
    private static OnPremClusterSpec Site { get; } = Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore, LogBucket = "acme-logs" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<LogBuckets>(Fleets.Sound));

    [Fact]
    public void Accepts_a_bucket_of_its_own() => Assert.Empty(Of(Site, Site with { Name = "munich", LogBucket = "munich-logs" }));

    [Fact]
    public void Rejects_a_bucket_in_no_store() => Assert.Equal(
        ["CLU117 error clusters[0].logBucket: it is a bucket in objectStore, which is missing. Describe the store."],
        Of(Site with { ObjectStore = null }));

    [Fact]
    public void Rejects_what_is_no_bucket() => Assert.Equal(
        [
            "CLU117 error clusters[0].logBucket: \"Logs\" is not the name of a bucket. Allowed: 3 to 63 lower-case letters, digits, '.' " +
            "and '-', without what S3 reserves.",
        ],
        Of(Site with { LogBucket = "Logs" }));

    [Fact]
    public void Rejects_a_bucket_that_holds_something_else() => Assert.Equal(
        [
            "CLU117 error clusters[0].logBucket: \"acme-backups\" already holds the backups of clusters[0].objectStore. Give the logs of " +
            "each cluster a bucket of their own.",
        ],
        Of(Site with { LogBucket = "acme-backups" }));

    [Fact]
    public void Rejects_the_bucket_of_another_cluster() => Assert.Equal(
        [
            "CLU117 error clusters[1].logBucket: \"acme-logs\" already holds the logs of clusters[0]. Give the logs of each cluster a " +
            "bucket of their own.",
        ],
        Of(Site, Site with { Name = "munich" }));

    [Theory]
    [InlineData(0)]
    [InlineData(3651)]
    public void Rejects_a_time_that_is_none(int days) => Assert.Equal(
        [$"CLU118 error clusters[0].logRetentionDays: logRetentionDays is {days}. Allowed: 1 to 3650."],
        Of(Site with { LogRetentionDays = days }));

    private static string[] Of(params ClusterSpec[] clusters) => Fleets.Findings<LogBuckets>(Fleets.Of(clusters));
}
