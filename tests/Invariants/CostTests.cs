namespace Infra.Tests.Invariants;

/// <summary>Bills tell the clusters apart, and somebody hears of a month that costs too much.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("aws:eks/cluster:Cluster")]
    [InlineData("aws:ec2/natGateway:NatGateway")]
    [InlineData("aws:ec2/eip:Eip")]
    [InlineData("aws:ec2/vpcEndpoint:VpcEndpoint")]
    [InlineData("aws:efs/fileSystem:FileSystem")]
    [InlineData("aws:fsx/lustreFileSystem:LustreFileSystem")]
    [InlineData("aws:cloudwatch/logGroup:LogGroup")]
    [InlineData("aws:s3/bucket:Bucket")]
    [InlineData("aws:kms/key:Key")]
    public async Task What_costs_something_in_AWS_has_the_tag_of_its_cluster(string type) => EveryStack.None(
        await EveryStack.Of(type),
        item => ((string?)item.Inputs["tags"]?["ai-platform/cluster"])?.EndsWith($"-{item.Cluster!.Name}", StringComparison.Ordinal) is true
            ? null : "is not counted for its cluster");

    [Fact]
    public async Task So_have_machines_and_their_disks() => EveryStack.None(
        await EveryStack.Of("aws:ec2/launchTemplate:LaunchTemplate"),
        item => item.Inputs["tagSpecifications"]!.AsArray().All(kind => kind!["tags"]!["ai-platform/cluster"] is not null)
            ? null : "makes what is not counted for its cluster");

    [Theory]
    [InlineData("aws:budgets/budget:Budget", "/notifications/*/subscriberEmailAddresses/*")]
    [InlineData("azure-native:consumption:Budget", "/notifications/*/contactEmails/*")]
    public Task A_budget_tells_somebody(string type, string path) => EveryStack.Has(type, path, "platform@acme.example");
}
