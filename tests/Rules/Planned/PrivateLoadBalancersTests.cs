using Infra.Planning;
using Infra.Rules.Planned;
using Infra.Specification;
using static Infra.Tests.Rules.Planned.PlannedResources;

namespace Infra.Tests.Rules.Planned;

public sealed class PrivateLoadBalancersTests
{
    private const string Service = "kubernetes:core/v1:Service";

    private const string Aws =
        "service.beta.kubernetes.io/aws-load-balancer-internal: \"true\", " +
        "service.beta.kubernetes.io/aws-load-balancer-scheme: \"internal\"";

    private const string Azure = "service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"";

    private const string Public = """{ "spec": { "type": "LoadBalancer" } }""";

    [Theory]
    [InlineData("frankfurt", Service, Public, "x", Aws)]
    [InlineData("westeurope", Service, Public, "x", Azure)]
    [InlineData(null, Service, Public, "x", $"{Aws}, or {Azure}")]
    [InlineData("frankfurt", "kubernetes:helm.sh/v3:Release",
        """{ "values": { "proxy": { "service": { "type": "LoadBalancer", "annotations": {} } } } }""", "x.values.proxy.service", Aws)]
    [InlineData("westeurope", "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy",
        """{ "spec": { "provider": { "service": { "type": "LoadBalancer" } } } }""", "x.spec.provider.service", Azure)]
    [InlineData("frankfurt", "kubernetes:networking.k8s.io/v1:Ingress",
        """{ "metadata": { "annotations": { "alb.ingress.kubernetes.io/scheme": "internet-facing" } } }""",
        "x.metadata.annotations.alb.ingress.kubernetes.io/scheme", Aws)]
    [InlineData("frankfurt", "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams", """{ "spec": { "scheme": "internet-facing" } }""",
        "x.spec.scheme", Aws)]
    public void Rejects_what_faces_the_internet(string? cluster, string type, string inputs, string path, string allowed) => Assert.Equal(
        [
            $"PLN002 error {path}: the load balancer has no annotation that keeps it internal, but sovereignty.endpoints is private. " +
            $"Allowed: {allowed}.",
        ],
        Check(EndpointAccess.Private, cluster, Resource(type, "x", inputs)));

    [Theory]
    [InlineData("frankfurt", """{ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" }""")]
    [InlineData("frankfurt", """{ "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }""")]
    [InlineData("frankfurt", """{ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }""")]
    [InlineData("westeurope", """
        {
          "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
          "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"
        }
        """)]
    public void Rejects_annotations_of_another_controller_or_cloud(string cluster, string annotations) =>
        Assert.Single(Check(EndpointAccess.Private, cluster, Balancer(annotations)));

    [Theory]
    [InlineData("frankfurt", """
        {
          "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
          "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"
        }
        """)]
    [InlineData("westeurope", """{ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }""")]
    [InlineData("berlin", "{}")]
    public void Accepts_a_load_balancer_inside(string cluster, string annotations) =>
        Assert.Empty(Check(EndpointAccess.Private, cluster, Balancer(annotations)));

    [Fact]
    public void Accepts_a_service_without_a_load_balancer() => Assert.Empty(
        Check(EndpointAccess.Private, "frankfurt", Resource(Service, "x", """{ "spec": { "type": "ClusterIP" } }""")));

    [Fact]
    public void Accepts_any_load_balancer_where_endpoints_are_public() =>
        Assert.Empty(Check(EndpointAccess.Public, "frankfurt", Resource(Service, "x", Public)));

    [Fact]
    public void Rejects_a_load_balancer_of_the_cloud_itself() => Assert.Equal(
        ["PLN002 error x.internal: the value is not true, so the load balancer faces the internet, but sovereignty.endpoints is private."],
        Check(EndpointAccess.Private, "frankfurt", Resource("aws:lb/loadBalancer:LoadBalancer", "x", "{}")));

    private static PlannedResource Balancer(string annotations) => Resource(
        Service, "x", $$"""{ "metadata": { "annotations": {{annotations}} }, "spec": { "type": "LoadBalancer" } }""");

    private static IEnumerable<string> Check(EndpointAccess endpoints, string? cluster, PlannedResource resource)
    {
        var platform = new PlatformSpec
        {
            Organization = "acme",
            Environment = "dev",
            Sovereignty = Strict with { Endpoints = endpoints },
            Clusters = [Fleets.Eks, Fleets.Aks, Fleets.OnPrem],
        };
        PlannedResource[] resources = cluster is null
            ? [resource]
            : [Cluster(cluster), resource with { Parent = Cluster(cluster).Urn }];
        return new PrivateLoadBalancers().Check(platform, new ResourcePlan("ai-platform", "dev", [.. resources], []))
            .Select(finding => finding.ToString());
    }
}
