using Infra.Facts.Eks;

namespace Infra.Tests.Facts.Eks;

public class EksPartitionTests
{
    [Theory]
    [InlineData("eu-central-1", "aws", "amazonaws.com", "USD")]
    [InlineData("eusc-de-east-1", "aws-eusc", "amazonaws.eu", "EUR")]
    [InlineData("us-gov-east-1", "aws-us-gov", "amazonaws.com", "USD")]
    [InlineData("cn-north-1", "aws-cn", "amazonaws.com.cn", "CNY")]
    public void Follows_the_region(string region, string name, string suffix, string currency) =>
        Assert.Equal(new EksPartition(name, suffix, currency), EksPartition.OfRegion(region));

    [Fact]
    public void Rejects_a_region_that_the_catalogue_lacks() => Assert.Equal(
        """The catalogue has no AWS region "mars-1". (Parameter 'region')""",
        Assert.Throws<ArgumentException>(() => EksPartition.OfRegion("mars-1")).Message);

    [Fact]
    public void Names_policies_in_the_partition()
    {
        var sovereign = EksPartition.OfRegion("eusc-de-east-1");

        Assert.Equal("arn:aws-eusc:iam::aws:policy/AmazonEKSClusterPolicy", sovereign.ManagedPolicy("AmazonEKSClusterPolicy"));
        Assert.Equal(
            "arn:aws-eusc:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            sovereign.AccessPolicy("AmazonEKSClusterAdminPolicy"));
        Assert.Equal("arn:aws-eusc:iam::111122223333:root", sovereign.AccountRoot("111122223333"));
    }

    [Theory]
    [InlineData("eusc-de-east-1", "ec2", "ec2.amazonaws.com")]
    [InlineData("us-gov-west-1", "eks", "eks.amazonaws.com")]
    [InlineData("cn-north-1", "ec2", "ec2.amazonaws.com.cn")]
    [InlineData("cn-north-1", "eks", "eks.amazonaws.com")]
    public void Names_services_as_IAM_knows_them(string region, string service, string principal) =>
        Assert.Equal(principal, EksPartition.OfRegion(region).ServicePrincipal(service));

    [Fact]
    public void Lets_a_key_be_used_through_either_spelling_of_a_service()
    {
        Assert.Equal(["ec2.eu-central-1.amazonaws.com"], EksPartition.OfRegion("eu-central-1").ViaService("ec2", "eu-central-1"));
        Assert.Equal(
            ["ec2.eusc-de-east-1.amazonaws.com", "ec2.eusc-de-east-1.amazonaws.eu"],
            EksPartition.OfRegion("eusc-de-east-1").ViaService("ec2", "eusc-de-east-1"));
    }

    [Theory]
    [InlineData("eu-central-1", "ecr.dkr", "com.amazonaws.eu-central-1.ecr.dkr")]
    [InlineData("eusc-de-east-1", "ecr.dkr", "eu.amazonaws.eusc-de-east-1.ecr.dkr")]
    [InlineData("eusc-de-east-1", "sts", "com.amazonaws.eusc-de-east-1.sts")]
    [InlineData("cn-north-1", "sts", "cn.com.amazonaws.cn-north-1.sts")]
    public void Names_endpoint_services(string region, string service, string name) =>
        Assert.Equal(name, EksPartition.OfRegion(region).EndpointService(service, region));
}
