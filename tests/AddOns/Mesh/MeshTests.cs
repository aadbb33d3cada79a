using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Mesh;
using Infra.AddOns.Scaling;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.AddOns.Mesh;

/// <summary>Istio in ambient mode.</summary>
public class MeshTests
{
    private static readonly AddOn[] _mesh = [new IstioBase(), new Istio(), new IstioCni(), new IstioZtunnel()];

    private static PlatformSpec Encrypted { get; } =
        Fleet.Platform with { Sovereignty = Fleet.Platform.Sovereignty with { EncryptTraffic = true } };

    [Fact]
    public void Is_there_where_traffic_is_to_be_encrypted_and_the_network_does_not()
    {
        ClusterContext[] needy =
        [
            Fleet.In(Encrypted, Fleet.Eks), Fleet.In(Encrypted, Fleet.Aks), Fleet.In(Encrypted, Fleet.Rke2),
            Fleet.In(Encrypted, Fleet.Edge), Fleet.In(Encrypted, Fleet.OpenShift), Fleet.In(Encrypted, Fleet.Kubeadm),
        ];
        Assert.All(needy, context => Assert.All(_mesh, addOn => Assert.Contains(addOn, context.Cluster.AddOns)));
        ClusterContext[] others =
        [
            Fleet.In(Fleet.Platform, Fleet.Eks), Fleet.In(Encrypted, OnPremSamples.Rke2), Fleet.In(Encrypted, OnPremSamples.Edge),
            Fleet.In(Encrypted, Fleet.OpenShift with
            {
                Network = Fleet.OpenShift.Network! with { Encryption = NetworkEncryption.Ipsec },
            }),
        ];
        Assert.All(others, context => Assert.All(_mesh, addOn => Assert.DoesNotContain(addOn, context.Cluster.AddOns)));
    }

    [Fact]
    public void Takes_every_namespace_but_those_of_the_platform_where_the_platform_knows_them_all()
    {
        var context = Fleet.In(Encrypted, Fleet.Aks);
        var selector = Assert.Single(Selectors(context))!["namespaceSelector"]!["matchExpressions"]![0]!;
        Assert.Equal("kubernetes.io/metadata.name", (string?)selector["key"]);
        Assert.Equal("NotIn", (string?)selector["operator"]);
        var outside = selector["values"]!.AsArray().Select(name => (string)name!).ToList();
        Assert.Superset(
            new HashSet<string> { "ai-platform", "istio-agents", "istio-system", "kube-node-lease", "kube-public", "kube-system" },
            outside.ToHashSet());
        Assert.Empty(AddOn.Of(context.Cluster).Select(addOn => addOn.Chart.Namespace).Except(outside).Except(
            MeshMembers.PartnerNamespaces(context)));
        Assert.DoesNotContain("default", outside);
        Assert.DoesNotContain("monitoring", outside);
    }

    [Fact]
    public void Takes_the_namespaces_of_teams_where_others_have_installed_what_the_platform_does_not_know() => Assert.Equal(
        """
        [{"namespaceSelector":{"matchExpressions":[{"key":"ai-platform/team","operator":"Exists"}]}},
        {"namespaceSelector":{"matchExpressions":[{"key":"istio.io/dataplane-mode","operator":"In","values":["ambient"]}]}},
        {"namespaceSelector":{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"In",
        "values":["gateway","kuberay","monitoring"]}]}}]
        """.ReplaceLineEndings(""),
        Selectors(Fleet.In(Encrypted, Fleet.Rke2)).ToJsonString());

    [Theory]
    [InlineData("eks-mirror", "monitoring")]
    [InlineData("aks-mirror", "monitoring")]
    [InlineData("kubeadm-mirror", "monitoring")]
    [InlineData("openshift-mirror", "openshift-user-workload-monitoring")]
    [InlineData("rke2-mirror", "opentelemetry")]
    [InlineData("eks-mirror", "gateway")]
    [InlineData("aks-mirror", "kuberay")]
    public void Lets_what_talks_with_the_pods_of_teams_into_the_mesh_and_lets_others_call_it(string cluster, string partner)
    {
        var policies = new Istio().Manifests(Fleet.Context(cluster)).Where(each => (string?)each["kind"] == "PeerAuthentication")
            .Select(each => ((string?)each["metadata"]!["namespace"], (string?)each["spec"]!["mtls"]!["mode"]));
        Assert.Contains(("istio-system", "STRICT"), policies);
        Assert.Contains((partner, "PERMISSIVE"), policies);
    }

    [Fact]
    public void Lets_the_interceptors_of_KEDA_into_the_mesh_where_the_stack_has_them()
    {
        var plain = Fleet.In(Encrypted, Fleet.Aks);
        var http = plain with { Cluster = plain.Cluster with { AddOns = [.. plain.Cluster.AddOns, new KedaHttp()] } };
        Assert.DoesNotContain("keda", MeshMembers.PartnerNamespaces(plain));
        Assert.Contains("keda", MeshMembers.PartnerNamespaces(http));
        Assert.DoesNotContain("\"keda\"", Selectors(http).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_the_container_network_where_the_distribution_has_it()
    {
        var k3s = ChartValues.Of(new IstioCni(), Fleet.In(Encrypted, Fleet.K3s));
        Assert.Equal("/var/lib/rancher/k3s/agent/etc/cni/net.d", (string?)k3s["cniConfDir"]);
        Assert.Equal("/var/lib/rancher/k3s/data/cni", (string?)k3s["cniBinDir"]);
        foreach (var cluster in (ClusterSpec[])[Fleet.Eks, Fleet.Aks, Fleet.Rke2, Fleet.Kubeadm])
        {
            Assert.False(ChartValues.Of(new IstioCni(), Fleet.In(Encrypted, cluster)).ContainsKey("cniConfDir"));
        }

        var openShift = ChartValues.Of(new IstioCni(), Fleet.In(Encrypted, Fleet.OpenShift));
        Assert.Equal("openshift", (string?)openShift["global"]!["platform"]);
        Assert.False(openShift.ContainsKey("cniConfDir"));
    }

    [Fact]
    public void Lets_its_agents_use_the_sockets_of_a_host_that_may_enforce_SELinux()
    {
        Assert.All([Fleet.Rke2, Fleet.Edge, Fleet.OpenShift], site => Assert.All(
            [new IstioCni(), new IstioZtunnel()],
            (AddOn agent) => Assert.Equal(
                """{"type":"spc_t"}""", ChartValues.Of(agent, Fleet.In(Encrypted, site))["seLinuxOptions"]!.ToJsonString())));
        Assert.Equal(
            """{"type":"super_t"}""",
            ChartValues.Of(new IstioZtunnel(), Fleet.In(Encrypted, Fleet.Bottlerocket))["seLinuxOptions"]!.ToJsonString());
        Assert.False(ChartValues.Of(new IstioCni(), Fleet.In(Encrypted, Fleet.Eks)).ContainsKey("seLinuxOptions"));
    }

    [Fact]
    public void Trusts_the_agents_of_their_own_namespace_and_holds_the_control_plane_to_the_strictest_level()
    {
        Assert.Equal("istio-agents", new IstioZtunnel().Chart.Namespace);
        Assert.Equal("istio-agents", (string?)ChartValues.Of(new Istio(), Fleet.In(Encrypted, Fleet.OpenShift))["trustedZtunnelNamespace"]);
        Assert.Contains(
            new("pod-security.kubernetes.io/enforce", "restricted"), new Istio().NamespaceLabels(Fleet.In(Encrypted, Fleet.Eks)));
        Assert.Contains(
            new("pod-security.kubernetes.io/enforce", "privileged"), new IstioCni().NamespaceLabels(Fleet.In(Encrypted, Fleet.Eks)));
    }

    [Fact]
    public void Comes_from_the_registry_of_the_releases_or_from_the_mirror()
    {
        var own = ChartValues.Of(new Istio(), Fleet.In(Encrypted, Fleet.Eks));
        Assert.Equal("registry.istio.io/release/pilot:1.30.3-distroless", (string?)own["image"]);
        Assert.Equal("registry.istio.io/release", (string?)own["global"]!["hub"]);
        var mirrored = Fleet.Context("eks-mirror");
        Assert.Equal(
            "registry.acme.example/mirror/release/ztunnel:1.30.3-distroless",
            (string?)ChartValues.Of(new IstioZtunnel(), mirrored)["image"]);
        Assert.Equal("registry.acme.example/mirror/release", (string?)ChartValues.Of(new Istio(), mirrored)["global"]!["hub"]);
    }

    [Theory]
    [InlineData("aks-mirror", 2, true)]
    [InlineData("edge-mirror", 1, false)]
    public void Runs_as_often_as_the_cluster_is_large(string cluster, int replicas, bool budget)
    {
        var values = ChartValues.Of(new Istio(), Fleet.Context(cluster));
        Assert.Equal(replicas, (int)values["replicaCount"]!);
        Assert.False((bool)values["autoscaleEnabled"]!);
        Assert.Equal(budget, (bool)values["global"]!["defaultPodDisruptionBudget"]!["enabled"]!);
    }

    private static JsonArray Selectors(ClusterContext context) =>
        ChartValues.Of(new IstioCni(), context)["ambient"]!["enablementSelectors"]!.AsArray();
}
