using Infra.Planning;
using Infra.Reports;

namespace Infra.Tests.Reports;

public sealed class PlanOrderTests
{
    private const string Platform = "infra:index:ClusterPlatform";

    private static readonly ResourcePlan _plan = new("ai-platform", "test",
    [
        Component("hub", Platform, null),
        Component("hub-cluster", "infra:clusters:Eks", "hub") with { Name = "hub" },
        Component("hub-network", "infra:clusters:EksNetwork", "hub-cluster"),
        Resource("hub-vpc", "aws:ec2/vpc:Vpc", "hub-network"),
        Resource("hub-subnet", "aws:ec2/subnet:Subnet", "hub-network", "hub-vpc"),
        Component("hub-control-plane", "infra:clusters:EksControlPlane", "hub-cluster"),
        Resource("hub-api", "aws:eks/cluster:Cluster", "hub-control-plane", "hub-network"),
        Resource("hub-kubernetes", "pulumi:providers:kubernetes", "hub-cluster", "hub-api"),
        Resource("hub-keda", "kubernetes:core/v1:Namespace", "hub") with { Provider = "hub-kubernetes" },
        Component("hub-keda-chart", "infra:addons:Release", "hub") with { Name = "hub-keda" },
        Resource("hub-keda-release", "kubernetes:helm.sh/v3:Release", "hub-keda-chart", "hub-keda", "hub-api"),
        Component("member", Platform, null),
        Resource("member-role", "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "member", "hub-keda-chart"),
    ],
    []);

    [Fact]
    public void Says_in_which_steps_each_part_comes_and_what_it_waits_for() => Assert.Equal(
        [
            "hub 1-2 network x2 after ",
            "hub 3-3 control plane x1 after network",
            "hub 4-4 namespaces x1 after control plane",
            "hub 5-5 keda x1 after namespaces",
            "member 6-6 rights of the delivery x1 after keda of hub",
        ],
        PlanOrder.Of(_plan).Select(part =>
            $"{part.Cluster} {part.First}-{part.Last} {part.Name} x{part.Resources} after {string.Join(", ", part.After)}"));

    [Fact]
    public void Names_a_cluster_where_most_of_it_is_waited_for()
    {
        string[] charts = ["argo-cd", "cert-manager", "gatekeeper", "keda"];
        var plan = _plan with
        {
            Resources =
            [
                Component("hub", Platform, null), Component("member", Platform, null),
                .. charts.SelectMany(chart => new[]
                {
                    Component($"member-{chart}", "infra:addons:Release", "member"),
                    Resource($"{chart}-release", "kubernetes:helm.sh/v3:Release", $"member-{chart}"),
                }),
                Component("hub-delivery", "infra:delivery:GitOps", "hub"),
                Resource("hub-applications", "kubernetes:argoproj.io/v1alpha1:ApplicationSet", "hub-delivery",
                    [.. charts.Select(chart => $"{chart}-release")]),
            ],
        };

        Assert.Equal(["member"], PlanOrder.Of(plan).Single(part => part.Name == "git ops").After);
    }

    private static PlannedResource Component(string name, string type, string? parent) =>
        Resource(name, type, parent) with { Custom = false };

    private static PlannedResource Resource(string name, string type, string? parent, params string[] after) =>
        new(name, type, name, parent, null, [.. after], false, []);
}
