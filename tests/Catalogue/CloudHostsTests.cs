using Infra.Catalogue.Hosts;

namespace Infra.Tests.Catalogue;

/// <summary>What the hosts of public clouds say of themselves.</summary>
public class CloudHostsTests
{
    [Theory]
    [InlineData("s3.eu-central-1.amazonaws.com", "us", "DE")]
    [InlineData("s3-eu-west-1.amazonaws.com", "us", "IE")]
    [InlineData("S3.US-EAST-1.AMAZONAWS.COM", "us", "US")]
    [InlineData("s3.amazonaws.com", "us", "US")]
    [InlineData("s3.dualstack.eu-north-1.amazonaws.com", "us", "SE")]
    [InlineData("s3.cn-north-1.amazonaws.com.cn", "cn", "CN")]
    [InlineData("s3.eusc-de-east-1.amazonaws.eu", "us", "DE")]
    [InlineData("111122223333.dkr-ecr.eu-west-3.on.aws", "us", "FR")]
    [InlineData("public.ecr.aws", "us", null)]
    [InlineData("europe-west12-docker.pkg.dev", "us", "IT")]
    [InlineData("us-central1-docker.pkg.dev", "us", "US")]
    [InlineData("storage.googleapis.com", "us", null)]
    [InlineData("eu.gcr.io", "us", null)]
    [InlineData("s3.eu-central-2.wasabisys.com", "us", "DE")]
    [InlineData("s3.nl-1.wasabisys.com", "us", "NL")]
    [InlineData("s3.uk-2.wasabisys.com", "us", "GB")]
    [InlineData("s3.us-west-004.backblazeb2.com", "us", "US")]
    [InlineData("fra1.digitaloceanspaces.com", "us", "DE")]
    [InlineData("abc.eu.r2.cloudflarestorage.com", "us", null)]
    [InlineData("s3.nl-ams.scw.cloud", "eu", "NL")]
    [InlineData("hel1.your-objectstorage.com", "eu", "FI")]
    [InlineData("oss-cn-hongkong.aliyuncs.com", "cn", "HK")]
    [InlineData("ghcr.io", "us", null)]
    [InlineData("oidc.eks.eu-west-1.amazonaws.com", "us", "IE")]
    [InlineData("ab12.gr7.us-east-1.eks.amazonaws.com", "us", "US")]
    [InlineData("eastus2.oic.prod-aks.azure.com", "us", "US")]
    [InlineData("acme-dns-1a2b.hcp.swedencentral.azmk8s.io", "us", "SE")]
    public void Says_whose_a_host_is_and_where(string host, string owner, string? country) =>
        Assert.Equal(new CloudHost(owner, country, null), CloudHosts.Of(host));

    [Fact]
    public void Says_which_region_it_does_not_know() =>
        Assert.Equal(new CloudHost("us", null, "ap-southeast-1"), CloudHosts.Of("s3.ap-southeast-1.amazonaws.com"));

    [Theory]
    [InlineData("s3.berlin.acme.example")]
    [InlineData("myghcr.io")]
    [InlineData("amazonaws.com.acme.example")]
    public void Knows_nothing_of_any_other_host(string host) => Assert.Null(CloudHosts.Of(host));
}
