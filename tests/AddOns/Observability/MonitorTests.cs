using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Observability;
using Infra.AddOns.Portal;
using Infra.AddOns.Security;

namespace Infra.Tests.AddOns.Observability;

/// <summary>What is scraped of the platform itself.</summary>
public partial class MonitorTests
{
    public static TheoryData<string> Clusters => [.. Fleet.ContextNames];

    [Fact]
    public void Leaves_no_add_on_without_a_monitor_whose_chart_has_one() => Assert.All(AddOnList.All, addOn =>
    {
        // Its own are on in the chart, and off where a part is off.
        // Whether Backstage has metrics is for the company that builds it.
        string[] offered = addOn is KubePrometheus or Backstage ? [] :
        [
            .. File.ReadLines(ChartPaths.File(addOn.Chart)).Select(line => line.Split(' ')[0]).Where(path => Offer().IsMatch(path))
                .Except(_left).Where(path => addOn is not ArgoCdCore || !OffInTheCore().IsMatch(path)),
        ];
        Assert.Empty(offered.Except(addOn.Monitors));
    });

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Turns_them_on_from_the_first_installation(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(AddOn.Of(context.Cluster).Where(addOn => addOn.ByChart(context)), addOn =>
        {
            var values = ChartValues.Of(addOn, context);
            Assert.All(addOn.Monitors, path => Assert.True(At(values, path), $"{addOn.Key} {path}"));
        });
    }

    [Fact]
    public void Turns_them_off_where_their_kinds_are_not()
    {
        var context = Fleet.Context("eks");
        var bare = context with
        {
            Cluster = context.Cluster with { AddOns = [.. context.Cluster.AddOns.Where(each => each is not PrometheusOperatorCrds)] },
        };
        Assert.All(
            AddOn.Of(bare.Cluster), addOn => Assert.All(addOn.Monitors, path => Assert.False(At(ChartValues.Of(addOn, bare), path))));
        Assert.DoesNotContain(AddOn.Of(bare.Cluster).SelectMany(addOn => addOn.Manifests(bare)), manifest =>
            manifest["kind"]!.GetValue<string>() is "PodMonitor" or "ServiceMonitor");
    }

    [Fact]
    public void Watches_the_pods_of_Gatekeeper_whose_chart_has_no_monitor()
    {
        var monitor = new Gatekeeper().Manifests(Fleet.Context("eks")).Single(each => each["kind"]!.GetValue<string>() == "PodMonitor");
        Assert.Equal("gatekeeper-system", monitor["metadata"]!["namespace"]!.GetValue<string>());
        Assert.Equal(
            """{"selector":{"matchLabels":{"gatekeeper.sh/system":"yes"}},"podMetricsEndpoints":[{"port":"metrics"}]}""",
            monitor["spec"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("edge")]
    public void Keeps_the_token_of_Prometheus_from_the_monitors_of_teams(string cluster)
    {
        var manifests = ChartValues.Of(new KubePrometheus(), Fleet.Context(cluster))["extraManifests"]!.AsArray();
        var policy = manifests.Single(each => each!["kind"]!.GetValue<string>() == "ValidatingAdmissionPolicy")!;
        var binding = manifests.Single(each => each!["kind"]!.GetValue<string>() == "ValidatingAdmissionPolicyBinding")!;
        Assert.Equal(policy["metadata"]!["name"]!.GetValue<string>(), binding["spec"]!["policyName"]!.GetValue<string>());
        Assert.Equal("""["Deny"]""", binding["spec"]!["validationActions"]!.ToJsonString());
        Assert.Contains(
            "!has(e.bearerTokenFile)", policy["spec"]!["validations"]![0]!["expression"]!.GetValue<string>(), StringComparison.Ordinal);
        var own = policy["spec"]!["matchConstraints"]!["namespaceSelector"]!["matchExpressions"]![0]!["values"]!.AsArray()
            .Select(name => name!.GetValue<string>()).ToList();
        Assert.Contains("monitoring", own);
        Assert.Contains("kube-system", own);
        Assert.DoesNotContain("default", own);
    }

    // What comes with another image, or is the same a second time.
    private static readonly string[] _left =
    [
        "prometheus.podmonitor.enabled", "prometheus.podMonitor.enabled", "prometheus.metricServer.podMonitor.enabled",
        "prometheus.operator.podMonitor.enabled", "frr-k8s.prometheus.serviceMonitor.enabled", "csi.serviceMonitor.enabled",
        "commitServer.metrics.serviceMonitor.enabled", "dex.metrics.serviceMonitor.enabled", "redis.metrics.serviceMonitor.enabled",
        "redis-ha.exporter.serviceMonitor.enabled", "redis-ha.haproxy.metrics.serviceMonitor.enabled",
    ];

    private static bool At(JsonObject values, string path) =>
        path.Split('.').Aggregate((JsonNode?)values, (node, part) => node?[part])!.GetValue<bool>();

    [GeneratedRegex("^(notifications|server)\\.")]
    private static partial Regex OffInTheCore();

    [GeneratedRegex(@"(?i)(servicemonitor|podmonitor)\.(enabled|create)$")]
    private static partial Regex Offer();
}
