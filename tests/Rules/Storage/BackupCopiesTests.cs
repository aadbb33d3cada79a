using Infra.Rules.Storage;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Storage;

public class BackupCopiesTests
{
    private const string First = "00000000-0000-4000-8000-000000000001";
    private const string Second = "00000000-0000-4000-8000-000000000002";

    private const string Elsewhere =
        "austriaeast, belgiumcentral, francecentral, germanywestcentral, italynorth, northeurope, polandcentral, spaincentral, " +
        "swedencentral";

    private static readonly EksClusterSpec _cluster = Fleets.Eks with { Account = "111122223333" };

    private static readonly AksClusterSpec _azure = Fleets.Aks with { Subscription = First };

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
                "CLU103 error clusters[0].account: account is missing, but backupCopy names another one, and only another one is worth " +
                "something. Give the cluster's account.",
            ],
            Copied("444455556666", "eu-west-1", Fleets.Eks));

    [Fact]
    public void Rejects_an_account_and_a_region_that_there_are_not() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.account: \"backups\" is not an AWS account. Allowed: twelve digits, in quotes.",
                "CLU103 error clusters[0].backupCopy.region: \"westeurope\" is not an AWS region in the catalogue. Allowed: " +
                "eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3.",
            ],
            Copied("backups", "westeurope", _cluster));

    [Fact]
    public void Rejects_a_copy_in_another_partition() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.region: \"eusc-de-east-1\" is in aws-eusc, and the cluster in aws: backups are " +
                "not copied from one to the other. Allowed: eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3.",
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

    [Theory]
    [InlineData(null, "swedencentral")]
    [InlineData(Second, "swedencentral")]
    [InlineData(Second, "westeurope")]
    public void Accepts_a_copy_in_another_region_or_subscription_of_Azure(string? subscription, string region) =>
        Assert.Empty(InAzure(subscription, region));

    // The borders are another rule's.
    [Fact]
    public void Accepts_a_region_outside_the_borders() => Assert.Empty(InAzure(null, "eastus"));

    [Fact]
    public void Accepts_any_cloud_where_the_region_of_the_cluster_is_unknown() =>
        Assert.Empty(InAzure(null, "usgovvirginia", _azure with { Region = "moonbase" }));

    [Fact]
    public void Rejects_a_misspelt_region_of_Azure() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.region: \"swedencentrall\" is not an Azure region in the catalogue. Did you mean " +
                $"\"swedencentral\"? Allowed: {Elsewhere}.",
            ],
            InAzure(null, "swedencentrall"));

    [Fact]
    public void Rejects_the_place_where_the_copy_is_anyway() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.region: \"westeurope\" is the cluster's own region, where the copy is anyway. " +
                $"Allowed: {Elsewhere}; or another subscription; or remove backupCopy.",
            ],
            InAzure(null, "westeurope"));

    [Fact]
    public void Rejects_a_region_of_another_cloud() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.region: \"usgovvirginia\" is in usgovernment, and the cluster in public: backups " +
                $"are not copied from one to the other. Allowed: {Elsewhere}.",
            ],
            InAzure(null, "usgovvirginia"));

    [Fact]
    public void Rejects_a_place_for_a_copy_that_there_is_not() =>
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy: swedencentral would hold the immutable copy, but backup.immutableDays is 0, so " +
                "there is none. Allowed: immutableDays of 30 (retentionDays) or more; or remove backupCopy.",
            ],
            Fleets.Findings<BackupCopies>(
                Fleets.Of(_azure with { BackupCopy = new() { Region = "swedencentral" } }) with
                {
                    Backup = new BackupSpec { ImmutableDays = 0 },
                }));

    [Fact]
    public void Accepts_a_copy_by_S3_where_nothing_is_immutable() =>
        Assert.Empty(Fleets.Findings<BackupCopies>(
            Fleets.Of(_cluster with { BackupCopy = new() { Account = "444455556666", Region = "eu-west-1" } }) with
            {
                Backup = new BackupSpec { ImmutableDays = 0 },
            }));

    [Fact]
    public void Rejects_a_subscription_that_is_none_the_clusters_own_or_unknown_beside_it()
    {
        Assert.Equal(
            [
                "CLU103 error clusters[0].backupCopy.subscription: \"backups\" is not an Azure subscription. Allowed: a GUID, such as " +
                "00000000-0000-0000-0000-000000000000.",
            ],
            InAzure("backups", "swedencentral"));
        Assert.Equal(
            [
                $"CLU103 error clusters[0].backupCopy.subscription: \"{First}\" is the cluster's own subscription, whose administrators " +
                "could destroy both. Allowed: another subscription.",
            ],
            InAzure(First, "swedencentral"));
        Assert.Equal(
            [
                "CLU103 error clusters[0].subscription: subscription is missing, but backupCopy names another one, and only another one " +
                "is worth something. Give the cluster's subscription.",
            ],
            InAzure(Second, "swedencentral", Fleets.Aks));
    }

    [Theory]
    [InlineData(First, true)]
    [InlineData(Second, false)]
    public void Rejects_a_subscription_of_another_tenant(string tenant, bool accepted)
    {
        var found = Fleets.Findings<BackupCopies>(
            Fleets.Of(_azure with { BackupCopy = new() { Subscription = Second, Region = "swedencentral" } }) with
            {
                Accounts =
                [
                    new AzureSubscriptionSpec { Id = First, Tenant = First }, new AzureSubscriptionSpec { Id = Second, Tenant = tenant },
                ],
            });
        Assert.Equal(
            accepted
                ? []
                :
                [
                    $"CLU103 error clusters[0].backupCopy.subscription: \"{Second}\" is in the tenant {Second}, and the cluster in " +
                    $"{First}: backups are not copied from one to the other. Allowed: another subscription of the cluster's tenant.",
                ],
            found);
    }

    private static string[] InAzure(string? subscription, string region, AksClusterSpec? cluster = null) =>
        Fleets.Findings<BackupCopies>(
            Fleets.Of((cluster ?? _azure) with { BackupCopy = new() { Subscription = subscription, Region = region } }));

    private static string[] Copied(string account, string region, EksClusterSpec cluster) =>
        Fleets.Findings<BackupCopies>(Fleets.Of(cluster with { BackupCopy = new() { Account = account, Region = region } }));
}
