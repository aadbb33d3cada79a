using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.AddOns.Serving;
using Infra.Rules.AddOns;
using Infra.Tests.AddOns.Traffic;

namespace Infra.Tests.AddOns.Serving;

/// <summary>Agent Sandbox, which a stack has to ask for.</summary>
public class AgentSandboxTests
{
    private static readonly AgentSandbox _sandbox = new()
    {
        RuntimeClasses =
        [
            new() { Name = "kata", Handler = "kata-qemu", OverheadMiB = 160 },
            new() { Name = "gvisor", Handler = "runsc" },
            new() { Name = "kata-vm-isolation" },
        ],
    };

    [Fact]
    public void Comes_only_where_it_is_asked_for_and_can_run_everywhere() => Assert.All(Fleet.Contexts, variant =>
    {
        Assert.False(_sandbox.OnByDefault(variant.Context));
        Assert.Null(_sandbox.Obstacle(variant.Context.Cloud));
        Assert.Empty(_sandbox.Mistakes(variant.Context));
    });

    [Fact]
    public void Has_only_values_that_its_chart_has() => Assert.All(
        Fleet.Contexts,
        variant => Assert.Empty(ChartPaths.Of(_sandbox.Chart).Unknown(ChartValues.Of(_sandbox, variant.Context))));

    [Fact]
    public void Needs_cert_manager_which_an_edge_site_may_not_have()
    {
        Assert.Equal([typeof(CertManager)], _sandbox.Requires);
        Assert.Equal(
            [
                "clusters[0].addOns: agent-sandbox needs cert-manager, which is off on this cluster. Turn cert-manager on with " +
                "cert-manager: {}, or turn agent-sandbox off with agent-sandbox: null.",
            ],
            new RequirementsPresent().Check(Fleet.Platform with { Clusters = [Fleet.Edge with { AddOns = [_sandbox] }] })
                .Select(finding => $"{finding.Path}: {finding.Message}"));
    }

    [Theory]
    [InlineData("eks", "registry.k8s.io", 2)]
    [InlineData("openshift", "registry.k8s.io", 2)]
    [InlineData("edge", "registry.k8s.io", 1)]
    [InlineData("aks-mirror", Fleet.Registry, 2)]
    [InlineData("edge-mirror", Fleet.Registry, 1)]
    public void Takes_its_image_from_the_mirror_and_runs_as_often_as_the_cluster_is_large(string cluster, string registry, int replicas)
    {
        var context = Fleet.Context(cluster);
        var values = ChartValues.Of(_sandbox, context);

        Assert.Equal($"{registry}/agent-sandbox/agent-sandbox-controller", (string?)values["image"]!["repository"]);
        Assert.Equal("v0.5.6", (string?)values["image"]!["tag"]);
        Assert.Equal(registry == Fleet.Registry ? """[{"name":"platform-registry"}]""" : null, values["imagePullSecrets"]?.ToJsonString());
        Assert.Equal(replicas, (int?)values["replicas"]);
        Assert.Equal(replicas > 1 ? 1 : 0, _sandbox.Manifests(context).Count(made => (string?)made["kind"] == "PodDisruptionBudget"));
    }

    [Fact]
    public void Is_held_to_the_strictest_pod_security_and_hears_the_API_server_and_monitoring_alone()
    {
        var context = Fleet.Context("eks");

        Assert.Contains(new("pod-security.kubernetes.io/enforce", "restricted"), _sandbox.NamespaceLabels(context));
        Assert.Equal(
            ["to ApiServer ", "from ApiServer 9443", "from Monitoring 8080"],
            _sandbox.Traffic(context).Select(flow => $"{(flow.Outward ? "to" : "from")} {flow.Peer} {string.Join(' ', flow.Ports)}"));
        Assert.Single(_sandbox.Manifests(context), made => (string?)made["kind"] == "PodMonitor");
    }

    // The name of the certificate in the chart, and the namespace in which the kinds look for the service.
    [Fact]
    public void Has_its_kinds_converted_by_itself_with_an_authority_of_cert_manager()
    {
        var kinds = Kinds.Of(_sandbox.Chart).ToList();

        Assert.Equal(
            ["Sandbox", "SandboxClaim", "SandboxTemplate", "SandboxWarmPool"],
            kinds.Select(kind => (string?)kind["spec"]!["names"]!["kind"]));
        Assert.All(kinds, kind =>
        {
            var service = kind["spec"]!["conversion"]!["webhook"]!["clientConfig"]!["service"]!;
            Assert.Equal(
                (_sandbox.Chart.Namespace, "agent-sandbox-webhook-service"), ((string?)service["namespace"], (string?)service["name"]));
            Assert.Equal(
                $"{service["namespace"]}/{service["name"]}", (string?)kind["metadata"]!["annotations"]!["cert-manager.io/inject-ca-from"]);
            Assert.Equal(
                "v1beta1",
                (string?)kind["spec"]!["versions"]!.AsArray().Single(version => (bool)version!["storage"]!)!["name"]);
        });
    }

    [Fact]
    public void Makes_the_RuntimeClasses_that_have_a_handler_and_leaves_the_others_to_the_cluster() => Assert.Equal(
        """
        [{"name":"kata","handler":"kata-qemu","overhead":{"memory":"160Mi"}},{"name":"gvisor","handler":"runsc"}]
        """,
        _sandbox.Values(Fleet.Context("rke2"))["runtimeClasses"]!.ToJsonString());

    [Fact]
    public void Sends_pods_only_to_the_pool_that_has_the_runtime()
    {
        var context = Fleet.Context("eks");
        var addOn = new AgentSandbox { RuntimeClasses = [new() { Name = "gvisor", Handler = "runsc", Pool = "inference" }] };

        Assert.Empty(addOn.Mistakes(context));
        Assert.Equal(
            """[{"name":"gvisor","handler":"runsc","nodeSelector":{"ai-platform/pool":"inference"}}]""",
            addOn.Values(context)["runtimeClasses"]!.ToJsonString());
    }

    [Fact]
    public void Rejects_a_pool_that_is_not_there_or_whose_nodes_nobody_labels()
    {
        var addOn = new AgentSandbox { RuntimeClasses = [new() { Name = "gvisor", Handler = "runsc", Pool = "agents" }] };
        var adopted = Fleet.Kubeadm with { Pools = [new() { Name = "agents", Nodes = 2 }] };

        Assert.Equal(
            "the cluster has no pool \"agents\". Allowed: inference, training.",
            Assert.Single(addOn.Mistakes(Fleet.Context("eks"))).Text);
        Assert.Equal(
            "nobody labels the nodes of the pool \"agents\", so no pod would find one. Name them in nodeNames, or leave pool out.",
            Assert.Single(addOn.Mistakes(Fleet.In(Fleet.Platform, adopted))).Text);
    }

    [Fact]
    public void Rejects_runtimes_that_no_pod_could_ask_for()
    {
        var wrong = new AgentSandbox
        {
            RuntimeClasses =
            [
                new() { Name = "gVisor", Handler = "io.containerd.runsc.v1" },
                new() { Name = "nvidia", OverheadMiB = 160 },
                new() { Name = "kata", Handler = "kata", OverheadMiB = 163840 },
                new() { Name = "kata" },
            ],
        };

        Assert.Equal(
            [
                "runtimeClasses[0].name: \"gVisor\" is not the name of a RuntimeClass. Allowed: lower-case letters, digits, hyphens and " +
                "dots, beginning and ending with a letter or a digit.",
                "runtimeClasses[0].handler: \"io.containerd.runsc.v1\" is not the name of a runtime. Allowed: at most 63 lower-case " +
                "letters, digits and hyphens, such as runsc.",
                "runtimeClasses[1].name: \"nvidia\" is the runtime of GPUs, which keeps a pod no further from its node. Name gVisor's or " +
                "Kata's.",
                "runtimeClasses[1]: pool and overheadMiB are for a RuntimeClass that the platform makes. Set handler, or leave them to " +
                "the one that the cluster has.",
                "runtimeClasses[2].overheadMiB: 163840 MiB is not what a pod takes for itself. Allowed: 0 to 16384.",
                "runtimeClasses[3].name: \"kata\" is named twice. Name each runtime once, the strongest first.",
            ],
            wrong.Mistakes(Fleet.Context("rke2")).Select(mistake => $"{mistake.Member}: {mistake.Text}"));
    }
}
