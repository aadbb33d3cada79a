using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Tests.Planning;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Security;

public class GatekeeperTests
{
    [Fact]
    public void Fails_closed_for_pods_of_workloads_and_never_for_the_cluster_or_the_platform()
    {
        var values = ChartValues.Of(new Gatekeeper(), Fleet.Context("rke2"));
        Assert.Equal("Fail", values["validatingWebhookFailurePolicy"]!.GetValue<string>());
        Assert.Equal(
            [
                "ai-platform", "cert-manager", "external-secrets", "gatekeeper-system", "gpu-operator", "keda", "kube-node-lease",
                "kube-public", "kube-system", "longhorn-system", "metallb-system", "monitoring", "monitoring-nodes", "rook-ceph", "velero",
            ],
            values["validatingWebhookExemptNamespacesLabels"]!["kubernetes.io/metadata.name"]!.AsArray()
                .Select(name => name!.GetValue<string>()));
        Assert.Equal("""["pods","pods/ephemeralcontainers"]""", values["validatingWebhookCustomRules"]![0]!["resources"]!.ToJsonString());
    }

    [Fact]
    public void Leaves_alone_the_pods_that_mount_buckets()
    {
        var context = Fleet.Context("eks");
        var mounting = Clouds.Context(context.Platform, context.Cluster with
        {
            Storage = new() { Objects = [new() { Name = "models", Namespace = "chat", Bucket = "acme-models" }] },
        });

        Assert.DoesNotContain("mount-s3", new Gatekeeper().Exempt(context));
        Assert.Contains("mount-s3", new Gatekeeper().Exempt(mounting));
    }

    // A webhook for every namespace: with one replica, a restart would keep all of them from being created.
    [Theory]
    [InlineData("rke2", "Fail")]
    [InlineData("edge", "Ignore")]
    public void Checks_the_labels_of_namespaces_where_three_replicas_answer(string cluster, string policy) => Assert.Equal(
        policy, (string?)ChartValues.Of(new Gatekeeper(), Fleet.Context(cluster))["validatingWebhookCheckIgnoreFailurePolicy"]);

    [Fact]
    public void Never_waits_for_itself_in_the_namespaces_of_OpenShift()
    {
        var context = Fleet.Context("openshift");
        Assert.Equal(
            """[{"name":"not-openshift","expression":"!has(request.namespace) || !request.namespace.startsWith('openshift-')"}]""",
            ChartValues.Of(new Gatekeeper(), context)["validatingWebhookMatchConditions"]!.ToJsonString(Relaxed));
        Assert.Contains(
            "openshift-*",
            new Gatekeeper().Manifests(context).First()["spec"]!["match"]![0]!["excludedNamespaces"]!.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Creates_what_a_policy_reads_before_the_policies_and_templates_before_constraints() => Assert.Equal(
        [
            "Config", "SyncSet", "ConstraintTemplate", "ConstraintTemplate", "ConstraintTemplate", "PlatformAllowedRegistries",
            "PlatformGpuQuota", "PlatformGpuIsolation", "PodMonitor",
        ],
        new Gatekeeper().Manifests(Fleet.Context("eks")).Select(manifest => manifest["kind"]!.GetValue<string>()));

    [Fact]
    public void Lets_in_images_of_the_mirror_alone_where_there_is_one()
    {
        Assert.Equal("""["registry.acme.example/mirror"]""", Registries("eks-mirror").ToJsonString());
        Assert.Equal(
            """["docker.io","ghcr.io","mcr.microsoft.com","nvcr.io","public.ecr.aws","quay.io","registry.k8s.io"]""",
            Registries("eks").ToJsonString());
    }

    [Fact]
    public void Documents_the_registries_that_it_allows() => Assert.Contains(
        $"<value>{string.Join(", ", Infra.Catalogue.Registries.Public)}</value>",
        File.ReadAllText(Path.Combine(Repository.Root, "infra/AddOns/Security/Gatekeeper.cs")), StringComparison.Ordinal);

    [Theory]
    [InlineData(PolicyEnforcement.Deny, "deny")]
    [InlineData(PolicyEnforcement.Warn, "warn")]
    [InlineData(PolicyEnforcement.DryRun, "dryrun")]
    public void Enforces_as_the_stack_says(PolicyEnforcement enforcement, string action) => Assert.All(
        new Gatekeeper { Enforcement = enforcement }.Manifests(Fleet.Context("eks"))
            .Where(manifest => manifest["apiVersion"]!.GetValue<string>().StartsWith("constraints.", StringComparison.Ordinal)),
        constraint => Assert.Equal(action, constraint["spec"]!["enforcementAction"]!.GetValue<string>()));

    [Fact]
    public void Synchronises_the_quotas_that_the_GPU_policy_looks_up() => Assert.Equal(
        """{"gvks":[{"group":"","version":"v1","kind":"ResourceQuota"}]}""",
        new Gatekeeper().Manifests(Fleet.Context("eks")).ElementAt(1)["spec"]!.ToJsonString());

    [Theory]
    [InlineData("rke2", 3, 2)]
    [InlineData("edge", 1, 0)]
    public void Keeps_a_webhook_while_a_node_is_drained(string cluster, int replicas, int least)
    {
        var values = ChartValues.Of(new Gatekeeper(), Fleet.Context(cluster));
        Assert.Equal(replicas, values["replicas"]!.GetValue<int>());
        Assert.Equal(least, values["pdb"]!["controllerManager"]!["minAvailable"]!.GetValue<int>());
    }

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static JsonNode Registries(string cluster) => new Gatekeeper().Manifests(Fleet.Context(cluster))
        .Single(manifest => manifest["kind"]!.GetValue<string>() == "PlatformAllowedRegistries")["spec"]!["parameters"]!["registries"]!;
}
