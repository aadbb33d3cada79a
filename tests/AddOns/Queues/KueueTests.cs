using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;
using Infra.Specification.Clusters;

namespace Infra.Tests.AddOns.Queues;

public class KueueTests
{
    public static TheoryData<string> Clusters => [.. Fleet.ContextNames];

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Has_webhooks_in_namespaces_of_teams_alone_and_no_namespace_of_the_platform_is_one(string cluster)
    {
        var context = Fleet.Context(cluster);

        Assert.Equal(
            """{"matchExpressions":[{"key":"ai-platform/team","operator":"Exists"}]}""",
            Configuration(new Kueue(), context)["managedJobsNamespaceSelector"]!.ToJsonString());
        Assert.DoesNotContain(
            AddOn.Of(context.Cluster).SelectMany(addOn => addOn.NamespaceLabels(context)), label => label.Key == Kueue.NamespaceLabel);
    }

    [Theory]
    [InlineData("eks", "45m")]
    [InlineData("aks", "45m")]
    [InlineData("rke2", "15m")]
    [InlineData("openshift", "15m")]
    public void Waits_for_a_node_where_nodes_come_and_everywhere_for_a_large_image(string cluster, string timeout)
    {
        var waits = Configuration(new Kueue(), Fleet.Context(cluster))["waitForPodsReady"]!;

        Assert.Equal(timeout, (string?)waits["timeout"]);
        Assert.Equal(
            """{"timestamp":"Eviction","backoffLimitCount":"10","backoffBaseSeconds":"60","backoffMaxSeconds":"3600"}""",
            waits["requeuingStrategy"]!.ToJsonString());
    }

    [Fact]
    public void Waits_as_long_and_as_often_as_the_stack_says()
    {
        var waits = Configuration(new Kueue { ReadyMinutes = 90, Retries = 0 }, Fleet.Context("eks"))["waitForPodsReady"]!;

        Assert.Equal("90m", (string?)waits["timeout"]);
        Assert.Equal("0", (string?)waits["requeuingStrategy"]!["backoffLimitCount"]);
    }

    [Fact]
    public void Queues_the_kinds_that_the_cluster_has()
    {
        Assert.Equal(
            """
            ["batch/job","pod","deployment","statefulset","jobset.x-k8s.io/jobset","leaderworkerset.x-k8s.io/leaderworkerset",
            "ray.io/raycluster","ray.io/rayjob","ray.io/rayservice"]
            """.ReplaceLineEndings(""),
            Frameworks(Fleet.Context("eks")));
        Assert.Equal("""["batch/job","pod","deployment","statefulset"]""", Frameworks(Alone(Fleet.Edge)));
    }

    [Fact]
    public void Has_three_replicas_and_a_budget_and_at_the_edge_one_without()
    {
        Assert.Equal("""{"enabled":true,"minAvailable":2}""", Budget(Fleet.Context("rke2"), 3));
        Assert.Equal("""{"enabled":false,"minAvailable":1}""", Budget(Alone(Fleet.Edge), 1));
    }

    [Fact]
    public void Runs_the_released_image_from_the_mirror() => Assert.Equal(
        """{"repository":"registry.acme.example/mirror/kueue/kueue","tag":"v0.19.2","pullPolicy":"IfNotPresent"}""",
        ChartValues.Of(new Kueue(), Fleet.Context("eks-mirror"))["controllerManager"]!["manager"]!["image"]!.ToJsonString());

    [Fact]
    public void Is_on_everywhere_but_at_the_edge()
    {
        Assert.False(new Kueue().OnByDefault(Fleet.Context("edge").Cloud));
        Assert.All(
            Fleet.ContextNames.Where(name => !name.StartsWith("edge", StringComparison.Ordinal)),
            name => Assert.Contains(AddOn.Of(Fleet.Context(name).Cluster), addOn => addOn is Kueue));
    }

    [Fact]
    public void Rejects_times_and_numbers_that_make_no_sense() => Assert.Equal(
        ["readyMinutes: 0 minutes. Allowed: 1 to 1440.", "retries: 101. Allowed: 0 to 100."],
        new Kueue { ReadyMinutes = 0, Retries = 101 }.Mistakes(Fleet.Context("eks")).Select(each => $"{each.Member}: {each.Text}"));

    private static ClusterContext Alone(ClusterSpec cluster) =>
        Clouds.Context(Fleet.Platform, cluster with { AddOns = [new Kueue()] });

    private static JsonObject Configuration(Kueue kueue, ClusterContext context) => Yaml.ReadTexts(
        new StringReader((string)ChartValues.Of(kueue, context)["managerConfig"]!["controllerManagerConfigYaml"]!));

    private static string Frameworks(ClusterContext context) =>
        Configuration(new Kueue(), context)["integrations"]!["frameworks"]!.ToJsonString();

    private static string Budget(ClusterContext context, int replicas)
    {
        var manager = ChartValues.Of(new Kueue(), context)["controllerManager"]!;
        Assert.Equal(replicas, (int)manager["replicas"]!);
        return manager["podDisruptionBudget"]!.ToJsonString();
    }
}
