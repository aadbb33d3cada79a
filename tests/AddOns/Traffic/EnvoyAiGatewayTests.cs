using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.AddOns.Traffic;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Rules.AddOns;
using Infra.Tests.Rules;

namespace Infra.Tests.AddOns.Traffic;

/// <summary>Envoy AI Gateway, for routes to pools of model servers.</summary>
public class EnvoyAiGatewayTests
{
    private static readonly EnvoyAiGateway _ai = new();

    [Fact]
    public void Is_on_every_full_cluster_but_OpenShift_whose_own_controller_serves_pools() => Assert.All(Fleet.Contexts, variant =>
    {
        var (cloud, cluster) = (variant.Context.Cloud, variant.Context.Cluster);
        var expected = cloud.HighlyAvailable && !cluster.IsOpenShift;

        Assert.Equal(
            (expected, expected, expected || cloud.BringsPoolGateway),
            (_ai.OnByDefault(cloud), new EnvoyAiGatewayCrds().OnByDefault(cloud), new InferenceExtension().OnByDefault(cloud)));
        Assert.Equal(
            cluster.IsOpenShift
                ? "OpenShift has a gateway controller of its own, which the platform uses; remove the add-on here."
                : null,
            _ai.Obstacle(cloud));
        Assert.Equal(_ai.Obstacle(cloud), new EnvoyAiGatewayCrds().Obstacle(cloud));
        Assert.Null(new InferenceExtension().Obstacle(cloud));
    });

    // Both look for the kind of pools once, when they start.
    [Fact]
    public void Comes_after_the_kinds_and_before_Envoy_Gateway()
    {
        Assert.Equal(
            [typeof(EnvoyAiGatewayCrds), typeof(EnvoyGatewayCrds), typeof(InferenceExtension), typeof(CertManager)], _ai.Requires);
        Assert.Contains(typeof(EnvoyAiGateway), new EnvoyGateway().After);
        Assert.Equal("v1.1.0", new EnvoyAiGatewayCrds().Chart.Version);
    }

    // The addresses and hooks of manifests/envoy-gateway-values.yaml and examples/inference-pool of envoyproxy/ai-gateway v1.1.0.
    [Fact]
    public void Tells_Envoy_Gateway_of_pools_and_of_whom_to_ask_and_gives_it_neither_more_kinds_nor_keys_away() => Assert.Equal(
        """
        {"envoyGateway":{"extensionManager":{"backendResources":[{"group":"inference.networking.k8s.io","kind":"InferencePool",
        "version":"v1"}],"hooks":{"xdsTranslator":{"translation":{"listener":{"includeAll":true},"route":{"includeAll":true},
        "cluster":{"includeAll":true},"secret":{"includeAll":false}},"post":["Translation","Cluster","Route"]}},
        "service":{"fqdn":{"hostname":"ai-gateway-controller.gateway.svc","port":1063}}}}}
        """.ReplaceLineEndings(""),
        ChartValues.Of(new EnvoyGateway(), Fleet.Context("eks"))["config"]!.ToJsonString());

    [Theory]
    [InlineData("edge")]
    [InlineData("eks")]
    public void Is_asked_by_nobody_where_it_is_not(string cluster)
    {
        var context = Fleet.Context(cluster);
        context = Clouds.Context(context.Platform, context.Cluster with { AddOns = [new EnvoyGatewayCrds(), new EnvoyGateway()] });

        Assert.Null(ChartValues.Of(new EnvoyGateway(), context)["config"]);
    }

    [Fact]
    public void Is_a_mistake_without_the_gateway_that_it_extends()
    {
        var cluster = Fleet.Eks with { AddOns = [_ai] };

        Assert.Equal(
            [
                "ADD100 error clusters[0].addOns.envoy-ai-gateway: it extends envoy-gateway, which is off on this cluster. Turn " +
                "envoy-gateway on with envoy-gateway: {}, or turn envoy-ai-gateway off with envoy-ai-gateway: null.",
            ],
            Fleets.Findings<SoundSettings>(Fleet.Platform with { Clusters = [cluster] }));
        Assert.Empty(Fleets.Findings<SoundSettings>(
            Fleet.Platform with { Clusters = [cluster with { AddOns = [_ai, new EnvoyGateway()] }] }));
    }

    [Theory]
    [InlineData("eks", "docker.io/envoyproxy")]
    [InlineData("aks-mirror", "registry.acme.example/mirror/envoyproxy")]
    public void Takes_its_images_from_one_place_the_one_beside_the_proxies_too(string cluster, string place)
    {
        var context = Fleet.Context(cluster);
        var values = ChartValues.Of(_ai, context);

        Assert.Equal($"{place}/ai-gateway-controller", (string?)values["controller"]!["image"]!["repository"]);
        Assert.Equal($"{place}/ai-gateway-extproc", (string?)values["extProc"]!["image"]!["repository"]);
        Assert.Equal(
            context.Platform.Sovereignty.Registry is null ? null : """[{"name":"platform-registry"}]""",
            values["global"]?["imagePullSecrets"]?.ToJsonString());
    }

    [Fact]
    public void Asks_its_webhook_about_pods_of_the_gateway_alone_with_a_certificate_of_cert_manager()
    {
        var values = ChartValues.Of(_ai, Fleet.Context("eks"));

        Assert.Equal(
            """
            {"certManager":{"enable":true},"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"gateway"}}}
            """.ReplaceLineEndings(""),
            values["controller"]!["mutatingWebhook"]!.ToJsonString());
        Assert.Equal("gateway", (string?)values["envoyGateway"]!["namespace"]);
        Assert.Equal("gateway", _ai.Chart.Namespace);
    }

    [Theory]
    [InlineData("eks", 2, """{"enabled":true,"minAvailable":1}""")]
    [InlineData("edge", 1, """{"enabled":false,"minAvailable":1}""")]
    public void Runs_as_often_as_the_cluster_is_large(string cluster, int replicas, string budget)
    {
        var controller = ChartValues.Of(_ai, Fleet.Context(cluster))["controller"]!;

        Assert.Equal(replicas, (int)controller["replicaCount"]!);
        Assert.Equal(budget, controller["podDisruptionBudget"]!.ToJsonString());
    }

    [Theory]
    [InlineData(
        "platform-ai-gateway",
        """[{"apiGroups":["aigateway.envoyproxy.io"],"apiVersions":["*"],"operations":["CREATE"],"resources":["*"]}]""", "false")]
    [InlineData(
        "platform-pool-routes",
        """
        [{"apiGroups":["gateway.networking.k8s.io"],"apiVersions":["*"],"operations":["CREATE","UPDATE"],
        "resources":["grpcroutes","httproutes"]}]
        """,
        "!has(object.spec.rules) || object.spec.rules.all(r, !has(r.backendRefs) || r.backendRefs.size() < 2 || " +
        "!r.backendRefs.exists(b, has(b.kind) && b.kind == 'InferencePool'))")]
    public void Refuses_what_would_change_or_stop_the_proxies_of_all_teams(string name, string rules, string expression)
    {
        var (policy, binding) = _ai.Manifests(Fleet.Context("eks")).Where(each => (string?)each["metadata"]!["name"] == name)
            .Select(each => each["spec"]!).ToList() is [var first, var second] ? (first, second) : default;

        Assert.Equal(rules.ReplaceLineEndings(""), policy["matchConstraints"]!["resourceRules"]!.ToJsonString());
        Assert.Equal((expression, "Fail"), ((string?)policy["validations"]![0]!["expression"], (string?)policy["failurePolicy"]));
        Assert.Equal((name, """["Deny"]"""), ((string?)binding["policyName"], binding["validationActions"]!.ToJsonString()));
    }

    [Fact]
    public void Is_scraped_where_the_cluster_has_the_kind()
    {
        var context = Fleet.Context("eks");

        Assert.Equal(
            """{"selector":{"matchLabels":{"app.kubernetes.io/name":"ai-gateway-helm"}},"endpoints":[{"port":"http-metrics"}]}""",
            Object("ServiceMonitor", context)["spec"]!.ToJsonString());
        Assert.DoesNotContain(
            _ai.Manifests(Clouds.Context(context.Platform, context.Cluster with { AddOns = [_ai] })),
            each => (string?)each["kind"] == "ServiceMonitor");
    }

    [Fact]
    public void Opens_its_ports_to_its_namespace_to_the_API_server_and_to_Prometheus() => Assert.Equal(
        ["to ApiServer ", "to Itself ", "from ApiServer 9443", "from Monitoring 8080"],
        _ai.Traffic(Fleet.Context("eks")).Select(flow =>
        {
            Assert.Equal(new("app.kubernetes.io/name", "ai-gateway-helm"), flow.Pods);
            return $"{(flow.Outward ? "to" : "from")} {flow.Peer} {string.Join(' ', flow.Ports)}";
        }));

    private static JsonObject Object(string kind, ClusterContext context) =>
        _ai.Manifests(context).Single(each => (string?)each["kind"] == kind);
}
