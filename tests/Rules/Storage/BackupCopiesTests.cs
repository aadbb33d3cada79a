using Infra.Rules.Storage;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Storage;

public class BackupCopiesTests
{
    private static readonly EksClusterSpec _cluster = Fleets.Eks with { Account = "111122223333" };

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<BackupCopies>(Fleets.Sound));

    [Fact]
    public void Accepts_a_copy_in_another_account_and_region_and_a_bucket_of_an_older_name() =>
        Assert.Empty(Copied("444455556666", "eu-west-1", _cluster with { BackupBucket = "acme-prod-frankfurt-backups" }));

    [Fact]
    public void Rejects_a_copy_in_the_account_of_the_cluster() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.account: \"111122223333\" is the cluster's own account, whose administrators could " +
                "destroy both. Allowed: another account.",
            ],
            Copied("111122223333", "eu-west-1", _cluster));

    [Fact]
    public void Rejects_a_copy_of_a_cluster_whose_account_is_not_said() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].account: account is missing, but backupCopy is given, and a copy is worth something only in " +
                "another account. Give the cluster's account.",
            ],
            Copied("444455556666", "eu-west-1", Fleets.Eks));

    [Fact]
    public void Rejects_an_account_and_a_region_that_there_are_not() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.account: \"backups\" is not an AWS account. Allowed: twelve digits, in quotes.",
                "CLU103 error clusters[0].backupCopy.region: \"westeurope\" is not a known region of AWS. Allowed: eu-central-1, " +
                "eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3.",
            ],
            Copied("backups", "westeurope", _cluster));

    [Fact]
    public void Rejects_a_copy_in_another_partition() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.region: \"eusc-de-east-1\" is in the partition aws-eusc, and the cluster in aws; S3 " +
                "does not replicate between partitions. Allowed: eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3.",
            ],
            Copied("444455556666", "eusc-de-east-1", _cluster));

    [Theory]
    [InlineData("Acme")]
    [InlineData("acme.backups")]
    [InlineData("ab")]
    [InlineData("-acme")]
    public void Rejects_a_bucket_that_S3_or_TLS_would_refuse(string bucket) =>
        Assert.Equal(
            [
                $"CLU106 error clusters[0].backupBucket: \"{bucket}\" is not the name of a bucket. Allowed: 3 to 63 lower-case letters, " +
                "digits and hyphens, beginning and ending with a letter or digit.",
            ],
            Fleets.Findings<BackupCopies>(Fleets.Of(_cluster with { BackupBucket = bucket })));

    private static string[] Copied(string account, string region, EksClusterSpec cluster) =>
        Fleets.Findings<BackupCopies>(Fleets.Of(cluster with { BackupCopy = new() { Account = account, Region = region } }));
}
