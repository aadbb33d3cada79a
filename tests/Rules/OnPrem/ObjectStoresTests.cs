using Infra.Rules.OnPrem;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class ObjectStoresTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ObjectStores>(Fleets.Sound));

    [Fact]
    public void Accepts_a_store_over_TLS() =>
        Assert.Empty(Fleets.Findings<ObjectStores>(Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore })));

    [Theory]
    [InlineData("http://s3.berlin.acme.example", "http://s3.berlin.acme.example")]
    [InlineData("https://s3.berlin.acme.example ", "https://s3.berlin.acme.example ")]
    [InlineData("https://s3.berlin.acme.example\n", "https://s3.berlin.acme.example\\u000a")]
    [InlineData("https://s3.bärlin.acme.example", "https://s3.bärlin.acme.example")]
    public void Rejects_a_store_without_TLS_or_with_letters_that_no_certificate_names(string endpoint, string shown) =>
        Assert.Equal(
            [
                $"CLU034 error clusters[0].objectStore.endpoint: \"{shown}\" is not a valid object store URL. Allowed: an https URL with " +
                "a host and an optional port, such as https://s3.example.com.",
            ],
            Fleets.Findings<ObjectStores>(
                Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Endpoint = endpoint } })));

    [Fact]
    public void Rejects_a_bucket_that_keeps_the_backups_of_another_cluster()
    {
        var berlin = Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore };
        Assert.Equal(
            [
                $"CLU034 error clusters[1].objectStore.bucket: \"{Fleets.ObjectStore.Bucket}\" already holds the backups of clusters[0]. " +
                "Give each cluster a bucket of its own.",
            ],
            Fleets.Findings<ObjectStores>(Fleets.Of(berlin, berlin with { Name = "potsdam" })));
        Assert.Empty(Fleets.Findings<ObjectStores>(Fleets.Of(
            berlin, berlin with { Name = "potsdam", ObjectStore = Fleets.ObjectStore with { Bucket = "potsdam" } })));
    }

    [Fact]
    public void Rejects_a_copy_in_the_bucket_of_the_first_or_of_another_cluster_and_reads_what_it_gives()
    {
        var copy = Fleets.Copy with { Endpoint = $"{Fleets.ObjectStore.Endpoint}/", Bucket = Fleets.ObjectStore.Bucket };
        var berlin = Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore, BackupCopy = copy };
        Assert.Equal(
            [
                "CLU034 error clusters[0].backupCopy.bucket: \"acme-backups\" already holds the backups of clusters[0]. Give the copy a " +
                "bucket in another store.",
                "CLU034 error clusters[1].backupCopy.bucket: \"acme-backups\" already holds the backups of clusters[0]. Give each " +
                "cluster a bucket of its own.",
                "CLU034 error clusters[2].backupCopy.endpoint: \"http://s3\" is not a valid object store URL. Allowed: an https URL with " +
                "a host and an optional port, such as https://s3.example.com.",
                "CLU034 error clusters[2].backupCopy.caCertificate: the value contains something other than certificates and is not " +
                "shown. Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
                "CLU034 error clusters[2].backupCopy.bucket: \"B\" is not a valid bucket name. Allowed: 3 to 63 lower-case letters, " +
                "digits, '.' and '-'.",
            ],
            Fleets.Findings<ObjectStores>(Fleets.Of(
                berlin,
                berlin with { Name = "potsdam", ObjectStore = Fleets.ObjectStore with { Bucket = "potsdam" } },
                berlin with
                {
                    Name = "cottbus",
                    ObjectStore = Fleets.ObjectStore with { Bucket = "cottbus" },
                    BackupCopy = Fleets.Copy with { Endpoint = "http://s3", CaCertificate = "x", Bucket = "B" },
                })));
        Assert.Empty(Fleets.Findings<ObjectStores>(Fleets.Of(berlin with { BackupCopy = Fleets.Copy })));
    }

    [Fact]
    public void Rejects_a_bucket_with_capitals() =>
        Assert.Equal(
            [
                "CLU034 error clusters[0].objectStore.bucket: \"Acme\" is not a valid bucket name. Allowed: 3 to 63 lower-case letters, " +
                "digits, '.' and '-'.",
            ],
            Fleets.Findings<ObjectStores>(Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Bucket = "Acme" } })));

    [Theory]
    [InlineData("sthree-backups", "begins with sthree-")]
    [InlineData("backups-s3alias", "ends with -s3alias")]
    [InlineData("acme..backups", "has two dots in a row")]
    [InlineData("10.30.0.11", "is an address")]
    public void Rejects_a_name_that_S3_reserves(string bucket, string reason) =>
        Assert.Equal(
            [$"CLU034 error clusters[0].objectStore.bucket: \"{bucket}\" {reason}, which no bucket of S3 may."],
            Fleets.Findings<ObjectStores>(Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Bucket = bucket } })));

    [Fact]
    public void Rejects_credentials_in_the_URL_without_showing_them() =>
        Assert.Equal(
            [
                "CLU034 error clusters[0].objectStore.endpoint: the URL contains credentials and is not shown. Put them into the secret " +
                "that credentialsSecret names. Allowed: an https URL with a host and an optional port, such as https://s3.example.com.",
            ],
            Fleets.Findings<ObjectStores>(
                Fleets.Of(
                    Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Endpoint = "https://root:hunter2@s3.example.com" } })));

    [Fact]
    public void Accepts_an_authority_of_the_site() =>
        Assert.Empty(Findings(OnPremSamples.Authority));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/ssl/ca.pem")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData(OnPremSamples.Authority + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Rejects_an_authority_that_is_no_certificate_or_more_than_one_without_showing_it(string authority) =>
        Assert.Equal(
            [
                "CLU034 error clusters[0].objectStore.caCertificate: the value contains something other than certificates and is not " +
                "shown. Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
            ],
            Findings(authority));

    private static IEnumerable<string> Findings(string authority) => Fleets.Findings<ObjectStores>(
        Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { CaCertificate = authority } }));
}
