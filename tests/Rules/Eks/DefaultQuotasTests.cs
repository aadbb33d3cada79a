using Infra.Planning;
using static Infra.Tests.Rules.Planned.PlannedResources;

namespace Infra.Tests.Rules.Eks;

public class DefaultQuotasTests
{
    private const string Unless = "unless AWS has raised the quota. Ask for more before the deployment, or ask for less in the stack.";

    [Fact]
    public void Accepts_as_much_as_every_account_has() =>
        Assert.Empty(Of([.. Groups(30), .. Rules("Ingress", 60), .. Rules("Egress", 60), .. Routes(500)]));

    [Fact]
    public void Rejects_another_node_group() =>
        Assert.Equal([$"PLN120 warning acme: the cluster has 31 managed node groups, and an account has 30 {Unless}"], Of(Groups(31)));

    [Fact]
    public void Rejects_another_node() => Assert.Equal(
        [$"PLN120 warning pool-0.scalingConfig.maxSize: the node group may have 451 nodes, and an account has 450 {Unless}"],
        Of(Groups(1, 451)));

    [Fact]
    public void Rejects_another_rule() => Assert.Equal(
        [$"PLN120 warning api.id: the security group has 61 egress rules, and an account has 60 {Unless}"], Of(Rules("Egress", 61)));

    [Fact]
    public void Rejects_another_route() => Assert.Equal(
        [$"PLN120 warning private.id: the route table has 501 routes, and an account has 500 {Unless}"], Of(Routes(501)));

    private static string[] Of(PlannedResource[] resources) =>
        [.. Check(Lax, resources).Where(line => line.StartsWith("PLN120", StringComparison.Ordinal))];

    private static PlannedResource[] Groups(int count, int nodes = 450) =>
    [
        .. Enumerable.Range(0, count).Select(index => Resource(
            "aws:eks/nodeGroup:NodeGroup", $"pool-{index}",
            $$"""{ "clusterName": "acme", "scalingConfig": { "maxSize": {{nodes}}.0 } }""")),
    ];

    private static PlannedResource[] Routes(int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => Resource(
            "aws:ec2/route:Route", $"route-{index}", """{ "routeTableId": "${private.id}" }""")),
    ];

    private static PlannedResource[] Rules(string type, int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => Resource(
            $"aws:vpc/securityGroup{type}Rule:SecurityGroup{type}Rule", $"rule-{index}", """{ "securityGroupId": "${api.id}" }""")),
    ];
}
