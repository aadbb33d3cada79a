using Infra.Rules.OnPrem.Stores;

namespace Infra.Tests.Rules.OnPrem.Stores;

public class AwsObjectStoresTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AwsObjectStores>(Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore })));

    [Theory]
    [InlineData("https://s3.eu-central-1.amazonaws.com", "eu-central-1")]
    [InlineData("https://s3-fips.us-east-1.amazonaws.com", "us-east-1")]
    [InlineData("https://s3.dualstack.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("https://s3.eu-central-1.wasabisys.com", "us-east-1")]
    public void Accepts_the_endpoint_of_the_same_region_and_other_services(string endpoint, string region) =>
        Assert.Empty(Of(endpoint, region));

    [Fact]
    public void Rejects_a_region_that_is_not_that_of_the_endpoint() => Assert.Equal(
        [
            "CLU181 error clusters[0].objectStore.region: region is us-east-1, but the endpoint is in eu-central-1, and S3 refuses a " +
            "signature for another region. Allowed: eu-central-1.",
        ],
        Of("https://s3.eu-central-1.amazonaws.com", "us-east-1"));

    [Theory]
    [InlineData("acme-backups.s3.eu-central-1.amazonaws.com")]
    [InlineData("s3.amazonaws.com")]
    [InlineData("s3-eu-central-1.amazonaws.com")]
    public void Rejects_a_host_that_is_not_the_endpoint_of_a_region(string host) => Assert.Equal(
        [
            $"CLU181 error clusters[0].objectStore.endpoint: \"{host}\" is not the S3 endpoint of a region. Allowed: " +
            "s3.<region>.amazonaws.com, without the name of the bucket.",
        ],
        Of($"https://{host}", "eu-central-1"));

    private static string[] Of(string endpoint, string region) => Fleets.Findings<AwsObjectStores>(
        Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Endpoint = endpoint, Region = region } }));

    [Fact]
    public void Rejects_the_same_of_a_copy() => Assert.Equal(
        [
            "CLU181 error clusters[0].backupCopy.region: region is us-east-1, but the endpoint is in eu-south-1, and S3 refuses a " +
            "signature for another region. Allowed: eu-south-1.",
        ],
        Fleets.Findings<AwsObjectStores>(Fleets.Of(Fleets.OnPrem with
        {
            ObjectStore = Fleets.ObjectStore,
            BackupCopy = Fleets.Copy with { Endpoint = "https://s3.eu-south-1.amazonaws.com" },
        })));
}
