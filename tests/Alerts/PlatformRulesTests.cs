using System.Text.Json.Nodes;
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
    [InlineData("eks", "backup certificates cluster-autoscaler delivery facts gpu-alerts gpu-signals images nodes policies queue")]
    [InlineData(
        "eks-karpenter",
        "backup certificates cluster-autoscaler delivery facts gpu-alerts gpu-signals images karpenter nodes policies queue")]
    [InlineData("aks", "backup certificates facts gpu-alerts gpu-signals images nodes policies queue")]
    public void Has_the_rules_about_what_the_cluster_has(string cluster, string names) => Assert.Equal(
        names.Split(' ').Select(name => $"platform-{name}"),
        Manifests(Fleet.Context(cluster)).Select(rule => rule["metadata"]!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));

    [Fact]
    public void Is_an_object_of_the_Prometheus_operator_with_the_way_to_the_runbook()
    {
        var rule = Manifests(Fleet.Context("aks")).Single(rule => Name(rule) == "platform-nodes");
        Assert.Equal("monitoring.coreos.com/v1", rule["apiVersion"]!.GetValue<string>());
        Assert.Equal("PrometheusRule", rule["kind"]!.GetValue<string>());
        Assert.Equal("watch", rule["metadata"]!["namespace"]!.GetValue<string>());
        Assert.Equal(
            """
            {"alert":"NodeNotReady","expr":"max by (cluster, node) (kube_node_status_condition{condition=\u0022Ready\u0022,
            """.TrimEnd() + """
             status=\u0022true\u0022}) == 0","for":"10m","labels":{"severity":"critical"},"annotations":{"summary":"Node {{ $labels.node }}
            """.TrimEnd() + """
             is not ready.","runbook_url":"https://docs.acme.example/NodeNotReady.md"}}
            """,
            rule["spec"]!["groups"]![0]!["rules"]![0]!.ToJsonString());
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
        "platform:gpu_driver:info", string.Concat(Manifests(Fleet.Context(cluster)).Where(rule => Name(rule) == "platform-facts")
            .Select(rule => rule.ToJsonString())), StringComparison.Ordinal);

    [Fact]
    public void Has_no_facts_where_nothing_is_compared_with_them() => Assert.DoesNotContain(
        "platform-facts", Manifests(Clouds.Context(Fleet.Platform, Fleet.Aks with { AddOns = [] })).Select(Name));

    private static ClusterContext With(GpuOperator addOn) => Clouds.Context(Fleet.Platform, Fleet.Aks with { AddOns = [addOn] });

    private static JsonArray Facts(ClusterContext context) =>
        Manifests(context).Single(rule => Name(rule) == "platform-facts")["spec"]!["groups"]![0]!["rules"]!.AsArray();

    private static IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        PlatformRules.Manifests(context, "watch", "https://docs.acme.example");

    private static string Name(JsonObject rule) => rule["metadata"]!["name"]!.GetValue<string>();
}
