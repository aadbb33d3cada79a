using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Traffic;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Tests.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Traffic;

/// <summary>The gateway of a cluster.</summary>
public class EnvoyGatewayTests
{
    private static readonly EnvoyGateway _gateway = new();

    private static PlatformSpec Open { get; } =
        Fleet.Platform with { Sovereignty = Fleet.Platform.Sovereignty with { Endpoints = EndpointAccess.Public } };

    public static TheoryData<string> Clusters => [.. Fleet.ContextNames];

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Makes_objects_that_fit_their_definitions(string cluster)
    {
        var context = Fleet.Context(cluster);
        var objects = _gateway.Manifests(context).ToList();

        Assert.All(
            objects.Where(each => ((string)each["apiVersion"]!).StartsWith("gateway.networking.k8s.io/", StringComparison.Ordinal)),
            each => Assert.Empty(Kinds.Mistakes(new GatewayApi().Chart, each)));
        Assert.All(
            objects.Where(each => (string?)each["kind"] == "EnvoyProxy"),
            each => Assert.Empty(Kinds.Mistakes(new EnvoyGatewayCrds().Chart, each)));
    }

    [Fact]
    public void Listens_with_HTTPS_to_routes_of_labelled_namespaces_alone() => Assert.Equal(
        """
        {"gatewayClassName":"platform","listeners":[{"name":"https","port":443,"protocol":"HTTPS","tls":{"mode":"Terminate",
        "certificateRefs":[{"name":"platform-tls"}]},"allowedRoutes":{"namespaces":{"from":"Selector","selector":{"matchLabels":
        {"ai-platform/gateway":"platform"}}}},"hostname":"*.ai.acme.example"}]}
        """.ReplaceLineEndings(""),
        Object("Gateway", Fleet.In(Fleet.Platform, Fleet.Eks with { Ingress = new() { Domain = "ai.acme.example" } }))["spec"]!
            .ToJsonString());

    [Theory]
    [InlineData("ai.acme.example", "*.ai.acme.example")]
    [InlineData(null, "platform.gateway.svc platform.gateway.svc.cluster.local")]
    public void Has_a_certificate_of_the_platforms_issuer(string? domain, string names)
    {
        var cluster = domain is null ? Fleet.Aks : Fleet.Aks with { Ingress = new() { Domain = domain } };
        var certificate = Object("Certificate", Fleet.In(Fleet.Platform, cluster))["spec"]!;

        Assert.Equal(names, string.Join(' ', certificate["dnsNames"]!.AsArray()));
        Assert.Equal("platform-ca", (string?)certificate["issuerRef"]!["name"]);
    }

    [Fact]
    public void Has_a_load_balancer_inside_where_endpoints_are_private()
    {
        Assert.Equal(
            """
            {"name":"platform","type":"LoadBalancer","annotations":
            {"service.beta.kubernetes.io/azure-load-balancer-internal":"true"}}
            """.ReplaceLineEndings(""),
            Service(Fleet.In(Fleet.Platform, Fleet.Aks)));
        Assert.Equal("""{"name":"platform","type":"LoadBalancer"}""", Service(Fleet.In(Open, Fleet.Aks)));
        Assert.Contains(
            "\"service.beta.kubernetes.io/aws-load-balancer-internal\":\"true\"", Service(Fleet.In(Fleet.Platform, Fleet.Eks)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Has_an_address_of_the_site_or_none()
    {
        Assert.Equal("""{"name":"platform","type":"LoadBalancer"}""", Service(Fleet.Context("rke2")));
        Assert.Equal("""{"name":"platform","type":"ClusterIP"}""", Service(Fleet.Context("kubeadm")));
    }

    [Fact]
    public void Runs_two_proxies_on_the_system_pool_and_one_at_the_edge()
    {
        var full = Proxy(Fleet.Context("eks-mirror"));
        var edge = Proxy(Fleet.Context("edge"));

        Assert.Equal(2, full["envoyDeployment"]!["replicas"]!.GetValue<int>());
        Assert.Equal("""{"minAvailable":1}""", full["envoyPDB"]!.ToJsonString());
        Assert.Equal("system", (string?)full["envoyDeployment"]!["pod"]!["nodeSelector"]!["ai-platform/pool"]);
        Assert.Equal("""[{"name":"platform-registry"}]""", full["envoyDeployment"]!["pod"]!["imagePullSecrets"]!.ToJsonString());
        Assert.Equal(1, edge["envoyDeployment"]!["replicas"]!.GetValue<int>());
        Assert.Null(edge["envoyPDB"]);
    }

    [Theory]
    [InlineData("eks", "docker.io/envoyproxy")]
    [InlineData("eks-mirror", "registry.acme.example/mirror/envoyproxy")]
    public void Takes_controller_and_proxy_from_the_same_place(string cluster, string place)
    {
        var images = ChartValues.Of(_gateway, Fleet.Context(cluster))["global"]!["images"]!;

        Assert.Equal($"{place}/gateway:v1.9.0", (string?)images["envoyGateway"]!["image"]);
        Assert.Equal($"{place}/envoy:distroless-v1.39.0", (string?)images["envoyProxy"]!["image"]);
        Assert.Equal(
            (string?)images["envoyProxy"]!["image"],
            (string?)Proxy(Fleet.Context(cluster))["envoyDeployment"]!["container"]!["image"]);
    }

    [Fact]
    public void Leaves_the_gateway_to_OpenShifts_own_controller()
    {
        var context = Fleet.Context("openshift");

        Assert.False(_gateway.ByChart(context));
        Assert.Equal(["GatewayClass", "Certificate", "Gateway"], _gateway.Manifests(context).Select(each => (string?)each["kind"]));
        Assert.Equal(
            """{"controllerName":"openshift.io/gateway-controller/v1"}""", Object("GatewayClass", context)["spec"]!.ToJsonString());
        Assert.Null(Object("Gateway", context)["metadata"]!["annotations"]);
        Assert.Equal(
            "ClusterIP",
            (string?)Object("Gateway", Fleet.In(Fleet.Platform, Fleet.OpenShift with { Network = null }))["metadata"]!["annotations"]![
                "networking.istio.io/service-type"]);
    }

    // Weighted split and routing by header are what the conformance of AI platforms asks of Gateway API (ai_inference).
    [Fact]
    public void Documents_a_route_that_fits_its_definition_splits_by_weight_and_chooses_by_header()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "traffic.md"));
        var begin = page.IndexOf("```yaml\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute", StringComparison.Ordinal);
        var route = ReadYaml.Of(page[(begin + "```yaml\n".Length)..page.IndexOf("```", begin + 3, StringComparison.Ordinal)])!;

        Assert.Empty(Kinds.Mistakes(new GatewayApi().Chart, route));
        Assert.Equal((EnvoyGateway.GatewayName, "gateway"), Parent(route));
        var rules = route["spec"]!["rules"]!.AsArray();
        Assert.Contains(rules, rule => rule!["matches"]?[0]?["headers"]?[0]?["name"] is not null);
        Assert.Contains(rules, rule => rule!["backendRefs"]!.AsArray().Select(each => (int?)each!["weight"]).OfType<int>().Sum() == 100);
    }

    [Fact]
    public void A_definition_finds_what_does_not_fit() => Assert.Equal(
        [
            ".spec.listeners[0].allowedRoutes.namespaces.from is \"Everybody\"", ".spec.listeners[0].port is missing",
            ".spec.lister is unknown",
        ],
        Kinds.Mistakes(new GatewayApi().Chart, JsonNode.Parse("""
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": { "name": "x" },
              "spec": {
                "gatewayClassName": "x", "lister": 1,
                "listeners": [{ "name": "x", "protocol": "HTTPS", "allowedRoutes": { "namespaces": { "from": "Everybody" } } }]
              }
            }
            """)!).Order(StringComparer.Ordinal));

    private static (string?, string?) Parent(JsonNode route) =>
        ((string?)route["spec"]!["parentRefs"]![0]!["name"], (string?)route["spec"]!["parentRefs"]![0]!["namespace"]);

    private static JsonObject Object(string kind, ClusterContext context) =>
        _gateway.Manifests(context).Single(each => (string?)each["kind"] == kind);

    private static JsonNode Proxy(ClusterContext context) => Object("EnvoyProxy", context)["spec"]!["provider"]!["kubernetes"]!;

    private static string Service(ClusterContext context) => Proxy(context)["envoyService"]!.ToJsonString();
}
