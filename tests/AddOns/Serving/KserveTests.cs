using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Serving;
using Infra.AddOns.Traffic;
using Infra.Rules.AddOns;
using Infra.Specification;

namespace Infra.Tests.AddOns.Serving;

/// <summary>KServe, which a stack has to ask for.</summary>
public class KserveTests
{
    private static readonly Kserve _kserve = new();

    private static readonly AddOn[] _all = [new KserveCrd(), _kserve, new KserveTemplates()];

    [Fact]
    public void Comes_only_where_it_is_asked_for_and_can_run_everywhere() => Assert.All(Fleet.Contexts, variant => Assert.All(_all, addOn =>
    {
        Assert.False(addOn.OnByDefault(variant.Context));
        Assert.Null(addOn.Obstacle(variant.Context.Cloud));
    }));

    [Fact]
    public void Has_only_values_that_its_charts_have() => Assert.All(Fleet.Contexts, variant => Assert.All(
        _all, addOn => Assert.Empty(ChartPaths.Of(addOn.Chart).Unknown(ChartValues.Of(addOn, variant.Context)))));

    // The controller looks once which kinds there are, and its webhook admits the templates.
    [Fact]
    public void Comes_after_the_kinds_of_which_it_makes_objects_and_before_its_templates()
    {
        Assert.Equal(
            [typeof(KserveCrd), typeof(CertManager), typeof(GatewayApi), typeof(InferenceExtension), typeof(LeaderWorkerSet)],
            _kserve.Requires);
        Assert.Equal([typeof(EnvoyGateway), typeof(Keda)], _kserve.After);
        Assert.Equal([typeof(Kserve)], new KserveTemplates().Requires);
        Assert.All(_all, addOn => Assert.Equal(("kserve", "v0.20.0"), (addOn.Chart.Namespace, addOn.Chart.Version)));
    }

    [Fact]
    public void Says_what_it_needs_on_an_edge_site_where_that_is_off()
    {
        var site = Fleet.Edge with { AddOns = [new CertManager(), .. _all] };

        Assert.Equal(
            [
                "clusters[0].addOns: kserve needs gateway-api, which is off on this cluster. Turn gateway-api on with gateway-api: {}, " +
                "or turn kserve off with kserve: null.",
                "clusters[0].addOns: kserve needs inference-extension, which is off on this cluster. Turn inference-extension on with " +
                "inference-extension: {}, or turn kserve off with kserve: null.",
                "clusters[0].addOns: kserve needs leader-worker-set, which is off on this cluster. Turn leader-worker-set on with " +
                "leader-worker-set: {}, or turn kserve off with kserve: null.",
            ],
            Findings<RequirementsPresent>(Fleet.Platform with { Clusters = [site] }));
    }

    // OpenShift brings them; nothing could be turned on.
    [Fact]
    public void Needs_no_kinds_of_the_gateway_from_an_add_on_where_the_cluster_brings_them()
    {
        var site = Fleet.OpenShift with { AddOns = [new CertManager(), new InferenceExtension(), new LeaderWorkerSet(), .. _all] };

        Assert.Empty(Findings<RequirementsPresent>(Fleet.Platform with { Clusters = [site] }));
    }

    // Two charts with the same kind would take it from each other. KServe asks for the older InferencePool, x-k8s.io, only where it is
    // there (scheduler.go in pkg/controller/v1alpha2/llmisvc of kserve/kserve v0.20.0).
    [Fact]
    public void Leaves_the_kinds_of_the_inference_extension_to_their_own_add_on() => Assert.False(
        (bool)ChartValues.Of(_kserve, Fleet.Context("eks"))["kserve"]!["llmisvc"]!["createGIECRDs"]!);

    [Fact]
    public void Rejects_the_templates_behind_a_mirror_because_nothing_moves_their_images()
    {
        Assert.Empty(Findings<SoundSettings>(Fleet.Platform with { Clusters = [Fleet.Eks with { AddOns = [.. _all] }] }));
        Assert.Equal(
            [
                "clusters[0].addOns.kserve-templates: its templates start images of ghcr.io/llm-d, and no value of the chart moves them " +
                "to the mirror \"registry.acme.example/mirror\". Leave it out, and give the namespaces of services templates of the same " +
                "names with images of the mirror (docs/serving.md).",
            ],
            Findings<SoundSettings>(Fleet.Mirrored with { Clusters = [Fleet.Eks with { AddOns = [.. _all] }] }));
        Assert.All(new KserveTemplates().Images, image => Assert.Null(image.Path));
    }

    [Theory]
    [InlineData("eks", "docker.io")]
    [InlineData("openshift", "docker.io")]
    [InlineData("aks-mirror", Fleet.Registry)]
    [InlineData("edge-mirror", Fleet.Registry)]
    public void Names_every_image_with_its_registry_and_an_exact_tag(string cluster, string registry)
    {
        var kserve = ChartValues.Of(_kserve, Fleet.Context(cluster))["kserve"]!;

        Assert.Equal(
            [
                $"{registry}/kserve/llmisvc-controller", $"{registry}/kserve/storage-initializer", $"{registry}/kserve/agent",
                $"{registry}/kserve/router", $"{registry}/kserve/art-explainer", $"{registry}/kserve/storage-initializer",
            ],
            new[]
            {
                kserve["llmisvc"]!["controller"]!["image"], kserve["storage"]!["image"], kserve["agent"]!["image"],
                kserve["router"]!["image"], kserve["servingruntime"]!["art"]!["image"], kserve["localmodel"]!["defaultJobImage"],
            }.Select(image => (string?)image));
        Assert.Equal("v0.20.0", (string?)kserve["llmisvc"]!["controller"]!["tag"]);
        Assert.Equal("v0.20.0", (string?)kserve["storage"]!["tag"]);
        Assert.Equal(
            registry == Fleet.Registry ? """["platform-registry"]""" : null,
            kserve["llmisvc"]!["controller"]!["imagePullSecrets"]?.ToJsonString());
    }

    [Theory]
    [InlineData("eks", 2)]
    [InlineData("aks", 2)]
    [InlineData("rke2", 2)]
    [InlineData("openshift", 2)]
    [InlineData("edge", 1)]
    public void Runs_as_often_as_the_cluster_is_large_and_is_protected_if_there_are_two(string cluster, int replicas)
    {
        var context = Fleet.Context(cluster);

        Assert.Equal(replicas, (int?)ChartValues.Of(_kserve, context)["kserve"]!["llmisvc"]!["controller"]!["replicas"]);
        Assert.Equal(replicas > 1 ? 1 : 0, _kserve.Manifests(context).Count());
    }

    [Fact]
    public void Sends_routes_to_the_gateway_of_the_platform_and_asks_nothing_of_Knative()
    {
        var controller = ChartValues.Of(_kserve, Fleet.Context("eks"))["kserve"]!["controller"]!;
        var named = Fleet.In(Fleet.Platform, Fleet.Eks with { Ingress = new() { Domain = "frankfurt.ai.acme.example" } });

        Assert.Equal("gateway/platform", (string?)controller["gateway"]!["ingressGateway"]!["kserveGateway"]);
        Assert.Equal("https", (string?)controller["gateway"]!["urlScheme"]);
        Assert.Equal("Standard", (string?)controller["deploymentMode"]);
        Assert.Null(controller["gateway"]!["domain"]);
        Assert.Equal(
            "frankfurt.ai.acme.example", (string?)ChartValues.Of(_kserve, named)["kserve"]!["controller"]!["gateway"]!["domain"]);
    }

    [Fact]
    public void Is_held_to_the_strictest_pod_security_and_hears_the_API_server_alone()
    {
        var context = Fleet.Context("eks");

        Assert.Contains(new("pod-security.kubernetes.io/enforce", "restricted"), _kserve.NamespaceLabels(context));
        Assert.Equal(
            ["to ApiServer ", "from ApiServer 9443"],
            _kserve.Traffic(context).Select(flow => $"{(flow.Outward ? "to" : "from")} {flow.Peer} {string.Join(' ', flow.Ports)}"));
    }

    private static IEnumerable<string> Findings<TRule>(PlatformSpec platform)
        where TRule : Infra.Rules.Contracts.ISpecRule, new() =>
        new TRule().Check(platform).Select(finding => $"{finding.Path}: {finding.Message}");
}
