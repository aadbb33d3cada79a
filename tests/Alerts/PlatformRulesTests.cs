using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.AddOns.Observability;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Tests.AddOns;

namespace Infra.Tests.Alerts;

/// <summary>A cluster has the rules about what it has, and its own facts to compare with.</summary>
public class PlatformRulesTests
{
    [Theory]
    [InlineData("eks", "backup cluster-autoscaler delivery gpu-cost gpu-health")]
    [InlineData("eks-karpenter", "backup cluster-autoscaler delivery gpu-health karpenter")]
    [InlineData("aks", "backup gpu-cost gpu-health")]
    [InlineData("rke2", "backup gpu-health")]
    public void Has_the_rules_about_what_the_cluster_has(string cluster, string names)
    {
        string[] some = ["backup", "cluster-autoscaler", "delivery", "gpu-cost", "gpu-health", "karpenter"];
        Assert.Equal(names.Split(' '), Groups(Fleet.Context(cluster)).Select(Name).Where(some.Contains).Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string>(["platform-facts", "nodes", "images", "certificates", "policies", "queue"]),
            Groups(Fleet.Context(cluster)).Select(Name).ToHashSet());
    }

    [Fact]
    public void Is_an_object_of_the_Prometheus_operator_with_the_way_to_each_runbook()
    {
        var rules = Manifest(Fleet.Context("aks"));
        Assert.Equal("monitoring.coreos.com/v1", rules["apiVersion"]!.GetValue<string>());
        Assert.Equal("PrometheusRule", rules["kind"]!.GetValue<string>());
        Assert.Equal("""{"name":"platform","namespace":"watch"}""", rules["metadata"]!.ToJsonString());
        Assert.Equal(
            """
            {"alert":"NodeNotReady","expr":"max by (cluster, node) (kube_node_status_condition{condition=\u0022Ready\u0022,
             status=\u0022true\u0022}) == 0","for":"10m","labels":{"severity":"critical"},"annotations":{"summary":
            "Node {{ $labels.node }} is not ready.","runbook_url":"https://docs.acme.example/NodeNotReady.md"}}
            """.ReplaceLineEndings(""),
            Groups(Fleet.Context("aks")).Single(group => Name(group) == "nodes")["rules"]![0]!.ToJsonString());
    }

    [Fact]
    public void Says_which_driver_is_pinned_and_how_old_a_backup_may_be() => Assert.Equal(
        """
        [{"record":"platform:gpu_driver:info","expr":"vector(1)","labels":{"version":"595.91.07"}},
        """.TrimEnd() + """
        {"record":"platform:backup_max_age:seconds","expr":"vector(108000)","labels":{"schedule":"velero-platform"}}]
        """,
        Facts(Fleet.Context("aks")).ToJsonString());

    [Fact]
    public void Lets_backups_be_as_old_as_their_schedule_is_slow()
    {
        var weekly = Fleet.Context("aks") with { Platform = Fleet.Platform with { Backup = new() { Schedule = "0 2 * * 0" } } };
        Assert.Equal("vector(626400)", Facts(weekly)[1]!["expr"]!.GetValue<string>());
    }

    [Fact]
    public void Pins_a_branch_where_drivers_are_precompiled() => Assert.Equal(
        """{"branch":"595"}""",
        Facts(With(new GpuOperator { DriverPrecompiled = true }))[0]!["labels"]!.ToJsonString());

    [Theory]
    [InlineData("eks")] // the image has a driver
    [InlineData("openshift")] // the operator's release decides
    public void Pins_no_driver_where_the_stack_does_not_choose_it(string cluster) => Assert.DoesNotContain(
        "platform:gpu_driver:info", Facts(Fleet.Context(cluster)).Select(fact => fact!["record"]!.GetValue<string>()));

    [Fact]
    public void Has_no_facts_where_nothing_is_compared_with_them() => Assert.DoesNotContain(
        "platform-facts", Groups(Clouds.Context(Fleet.Platform, Fleet.Aks with { AddOns = [] })).Select(Name));

    [Fact]
    public void Leaves_the_rules_to_the_destination_where_an_agent_only_forwards()
    {
        var forwarding = Fleet.Platform with { Observability = new() { Metrics = new() { Endpoint = "https://metrics.acme.example" } } };
        Assert.Empty(OfChart(Fleet.Context("edge") with { Platform = forwarding }));
        Assert.NotEmpty(OfChart(Fleet.Context("edge")));
        Assert.NotEmpty(OfChart(Fleet.Context("aks") with { Platform = forwarding }));
        Assert.NotEmpty(OfChart(Fleet.Context("openshift") with { Platform = forwarding }));
    }

    [Theory]
    [InlineData(null, "docs/runbooks/NodeNotReady.md")]
    [InlineData("https://docs.acme.example/runbooks/", "https://docs.acme.example/runbooks/NodeNotReady.md")]
    public void Leads_to_the_runbook_in_the_repository_or_where_it_is_published(string? runbooks, string url) => Assert.Contains(
        $"\"runbook_url\":\"{url}\"",
        string.Concat(OfChart(Fleet.Context("aks"), new() { Runbooks = runbooks }).Select(rule => rule.ToJsonString())),
        StringComparison.Ordinal);

    [Fact]
    public void Rejects_a_place_of_runbooks_that_is_no_URL() => Assert.Equal(
        [
            new Mistake(
                "runbooks", "\"docs\" is not the URL of a folder. Allowed: https, a host, and optionally a port and a path."),
        ],
        new KubePrometheus { Runbooks = "docs" }.Mistakes(Fleet.Context("aks")));

    [Fact]
    public void Accepts_a_place_of_runbooks() =>
        Assert.Empty(new KubePrometheus { Runbooks = "https://docs.acme.example/runbooks" }.Mistakes(Fleet.Context("aks")));

    [Fact]
    public void Says_nothing_twice_that_the_chart_says() => Assert.Equal(
        """{"KubeNodeNotReady":true,"KubeNodeUnreachable":true}""",
        ChartValues.Of(new KubePrometheus(), Fleet.Context("aks"))["defaultRules"]!["disabled"]!.ToJsonString());

    [Fact]
    public void Is_told_the_team_of_each_namespace() => Assert.Equal(
        """["namespaces=[ai-platform/team]","nodes=[ai-platform/pool]"]""",
        ChartValues.Of(new KubePrometheus(), Fleet.Context("aks"))["kube-state-metrics"]!["metricLabelsAllowlist"]!.ToJsonString());

    private static IEnumerable<JsonObject> OfChart(ClusterContext context, KubePrometheus? addOn = null) =>
        (addOn ?? new()).Manifests(context).Where(manifest => (string?)manifest["kind"] == "PrometheusRule");

    private static ClusterContext With(GpuOperator addOn) => Clouds.Context(Fleet.Platform, Fleet.Aks with { AddOns = [addOn] });

    private static JsonArray Facts(ClusterContext context) =>
        Groups(context).Single(group => Name(group) == "platform-facts")["rules"]!.AsArray();

    private static IEnumerable<JsonNode> Groups(ClusterContext context) =>
        Manifest(context)["spec"]!["groups"]!.AsArray().Select(group => group!);

    private static JsonObject Manifest(ClusterContext context) => PlatformRules.Manifest(context, "watch", "https://docs.acme.example");

    private static string Name(JsonNode group) => group["name"]!.GetValue<string>();
}
