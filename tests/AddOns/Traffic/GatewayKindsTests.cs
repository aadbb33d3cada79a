using Infra.AddOns.Traffic;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.Tests.AddOns.Traffic;

/// <summary>The kinds of Gateway API, of Envoy Gateway and of the inference extension.</summary>
public class GatewayKindsTests
{
    [Fact]
    public void Brings_the_standard_channel_of_Gateway_API_and_the_policy_that_guards_it()
    {
        var kinds = Kinds.Of(new GatewayApi().Chart).ToList();

        Assert.All(
            kinds, kind => Assert.Equal("standard", (string?)kind["metadata"]!["annotations"]!["gateway.networking.k8s.io/channel"]));
        Assert.Superset(
            new HashSet<string> { "Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute", "ReferenceGrant" },
            kinds.Select(kind => (string?)kind["spec"]!["names"]?["kind"]).OfType<string>().ToHashSet());
        Assert.Contains(kinds, kind => (string?)kind["kind"] == "ValidatingAdmissionPolicy");
    }

    [Fact]
    public void Brings_pools_and_what_endpoint_pickers_read_beside_them() => Assert.Equal(
        [
            "inferencemodelrewrites.llm-d.ai v1alpha2 v0.10.0", "inferenceobjectives.llm-d.ai v1alpha2 v0.10.0",
            "inferencepools.inference.networking.k8s.io v1 v1.6.0",
        ],
        Kinds.Of(new InferenceExtension().Chart).Select(kind =>
            $"{kind["metadata"]!["name"]} {Assert.Single(kind["spec"]!["versions"]!.AsArray())!["name"]} " +
            kind["metadata"]!["annotations"]!.AsObject()
                .Single(each => each.Key.EndsWith("/bundle-version", StringComparison.Ordinal)).Value)
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Distribution.OpenShift, "1.35", false, "the Ingress Operator of OpenShift")]
    [InlineData(Distribution.Rke2, "1.37", true, "RKE2 itself")]
    [InlineData(Distribution.Rke2, "1.36", false, "the Traefik of RKE2")]
    [InlineData(Distribution.Rke2, "1.36", true, null)]
    [InlineData(Distribution.Rke2, "1.35", false, null)]
    [InlineData(Distribution.K3s, "1.35", false, "the Traefik of k3s")]
    [InlineData(Distribution.K3s, "1.35", true, null)]
    [InlineData(Distribution.Kubeadm, "1.35", false, null)]
    public void Leaves_the_kinds_of_Gateway_API_to_a_cluster_that_brings_them(
        Distribution distribution, string version, bool addresses, string? owner)
    {
        var cloud = Clouds.Of(Fleet.Rke2 with
        {
            Distribution = distribution,
            Version = version,
            Network = new() { Cidr = "10.30.0.0/16", AddressPools = addresses ? ["10.30.200.0/24"] : [] },
        });

        Assert.Equal(owner is null, new GatewayApi().OnByDefault(cloud));
        Assert.Equal(
            owner is null ? null : $"{owner} brings the kinds of Gateway API and would not share them; remove the add-on here.",
            new GatewayApi().Obstacle(cloud));
    }

    // Istio knows InferencePool v1 from 1.28 on.
    [Theory]
    [InlineData(Distribution.OpenShift, "1.34", false, false)]
    [InlineData(Distribution.OpenShift, "1.35", true, true)]
    [InlineData(Distribution.Rke2, "1.34", false, true)]
    public void Brings_pools_where_a_gateway_can_serve_them(Distribution distribution, string version, bool own, bool on)
    {
        var cloud = Clouds.Of(Fleet.Rke2 with { Distribution = distribution, Version = version });

        Assert.Equal((own, on), (cloud.BringsPoolGateway, new InferenceExtension().OnByDefault(cloud)));
        Assert.Null(new InferenceExtension().Obstacle(cloud));
    }

    [Fact]
    public void Comes_from_the_program_or_from_the_mirror()
    {
        var chart = new GatewayApi().Chart;

        Assert.Equal(
            new ChartSource("./AddOns/Traffic/Charts/gateway-api", null), Mirror.Chart(Fleet.Platform, chart.Name, chart.Repository));
        Assert.Equal(
            new ChartSource("oci://registry.acme.example/mirror/charts/gateway-api", null),
            Mirror.Chart(Fleet.Mirrored, chart.Name, chart.Repository));
    }

    [Fact]
    public void Leaves_edge_sites_alone()
    {
        Assert.False(new GatewayApi().OnByDefault(Clouds.Of(Fleet.Edge)));
        Assert.False(new EnvoyGatewayCrds().OnByDefault(Clouds.Of(Fleet.Edge)));
        Assert.False(new EnvoyGateway().OnByDefault(Clouds.Of(Fleet.Edge)));
        Assert.False(new InferenceExtension().OnByDefault(Clouds.Of(Fleet.Edge)));
        Assert.False(new EnvoyAiGateway().OnByDefault(Clouds.Of(Fleet.Edge)));
        Assert.False(new EnvoyAiGatewayCrds().OnByDefault(Clouds.Of(Fleet.Edge)));
        Assert.True(new EnvoyGateway().OnByDefault(Clouds.Of(Fleet.Edge with { Profile = SiteProfile.Standard })));
    }
}
