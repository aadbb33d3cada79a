using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;

namespace Infra.Tests.AddOns.Queues;

/// <summary>The kinds of work beside Jobs and pods: JobSet, LeaderWorkerSet and Ray.</summary>
public class QueueOperatorTests
{
    private static readonly AddOn[] _all = [new JobSet(), new LeaderWorkerSet(), new KubeRay()];

    [Fact]
    public void Run_their_released_images_from_the_mirror_with_its_login()
    {
        const string login = """[{"name":"platform-registry"}]""";

        Assert.Equal(
            [$"jobset/jobset v0.12.0 {login}", $"lws/lws v0.10.0 {login}", $"kuberay/operator v1.7.0 {login}"],
            _all.Select(addOn =>
            {
                var values = ChartValues.Of(addOn, Fleet.Context("rke2-mirror"));
                var image = addOn is LeaderWorkerSet ? values["image"]!["manager"]! : values["image"]!;
                var source = (string)image["repository"]!;
                var secret = values["imagePullSecrets"] ?? values["image"]!["pullSecrets"];
                Assert.StartsWith($"{Fleet.Registry}/", source, StringComparison.Ordinal);
                return $"{source[(Fleet.Registry.Length + 1)..]} {image["tag"]} {secret?.ToJsonString()}";
            }));
    }

    [Fact]
    public void Ask_cert_manager_for_their_certificates()
    {
        var context = Fleet.Context("eks");
        const string issuer = """{"group":"cert-manager.io","kind":"ClusterIssuer","name":"platform-self-signed"}""";

        Assert.Equal(
            $$"""{"enable":true,"issuerRef":{{issuer}}}""", ChartValues.Of(new JobSet(), context)["certManager"]!.ToJsonString());
        Assert.True((bool?)ChartValues.Of(new LeaderWorkerSet(), context)["enableCertManager"]);
        Assert.Equal(issuer, Ray("eks", "Certificate")["spec"]!["issuerRef"]!.ToJsonString());
    }

    [Fact]
    public void Keep_their_replicas_apart_and_one_of_them_at_all_times()
    {
        var context = Fleet.Context("eks");

        Assert.All((AddOn[])[new JobSet(), new LeaderWorkerSet()], addOn =>
        {
            var values = ChartValues.Of(addOn, context);
            var terms = (values["affinity"] ?? values["controller"]!["affinity"])!
                ["podAntiAffinity"]!["preferredDuringSchedulingIgnoredDuringExecution"]!.AsArray();
            Assert.Equal(
                ["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
                terms.Select(term => (string?)term!["podAffinityTerm"]!["topologyKey"]));
        });
        Assert.Equal(
            """{"enabled":true,"minAvailable":1}""",
            ChartValues.Of(new JobSet(), context)["controller"]!["podDisruptionBudget"]!.ToJsonString());
        Assert.Equal(
            """{"maxUnavailable":1,"selector":{"matchLabels":{"app.kubernetes.io/name":"lws"}}}""",
            Assert.Single(new LeaderWorkerSet().Manifests(context))["spec"]!.ToJsonString());
        Assert.Equal(
            """{"maxUnavailable":1,"selector":{"matchLabels":{"app.kubernetes.io/name":"kuberay-webhook"}}}""",
            Ray("eks", "PodDisruptionBudget")["spec"]!.ToJsonString());
    }

    [Fact]
    public void Have_one_replica_and_no_budget_at_the_edge_where_somebody_asks_for_them()
    {
        var context = Fleet.Context("edge");

        Assert.Empty(new LeaderWorkerSet().Manifests(context));
        Assert.DoesNotContain(new KubeRay().Manifests(context), each => (string?)each["kind"] == "PodDisruptionBudget");
        Assert.Equal(1, (int)Ray("edge", "Deployment")["spec"]!["replicas"]!);
        Assert.Equal("{}", ChartValues.Of(new LeaderWorkerSet(), context)["affinity"]!.ToJsonString());
        Assert.All(_all, addOn => Assert.False(addOn.OnByDefault(context.Cloud)));
    }

    [Fact]
    public void Are_on_with_GPUs_and_Ray_without_them_as_well()
    {
        Assert.Equal([false, false, true], _all.Select(addOn => addOn.OnByDefault(Fleet.Context("kubeadm").Cloud)));
        Assert.Equal([true, true, true], _all.Select(addOn => addOn.OnByDefault(Fleet.Context("openshift").Cloud)));
    }

    [Fact]
    public void Ray_refuses_wrong_objects_by_a_webhook_that_stops_nothing_else()
    {
        var webhooks = Ray("eks", "ValidatingWebhookConfiguration")["webhooks"]!.AsArray();

        Assert.Equal(
            ["Fail rayclusters /validate-ray-io-v1-raycluster", "Fail rayjobs /validate-ray-io-v1-rayjob",
                "Fail rayservices /validate-ray-io-v1-rayservice"],
            webhooks.Select(webhook =>
                $"{webhook!["failurePolicy"]} {webhook["rules"]![0]!["resources"]![0]} {webhook["clientConfig"]!["service"]!["path"]}"));
        Assert.All(webhooks, webhook => Assert.Equal("""["ray.io"]""", webhook!["rules"]![0]!["apiGroups"]!.ToJsonString()));
    }

    [Fact]
    public void Ray_answers_its_webhook_from_the_replicas_that_have_the_certificate()
    {
        var pod = Ray("rke2-mirror", "Deployment")["spec"]!["template"]!;
        var container = pod["spec"]!["containers"]![0]!;

        Assert.Equal("""[{"name":"ENABLE_WEBHOOKS","value":"true"}]""", container["env"]!.ToJsonString());
        Assert.Equal($"{Fleet.Registry}/kuberay/operator:v1.7.0", (string?)container["image"]);
        Assert.Equal("""[{"name":"platform-registry"}]""", pod["spec"]!["imagePullSecrets"]!.ToJsonString());
        Assert.Equal(
            (string?)Ray("rke2-mirror", "Certificate")["spec"]!["secretName"],
            (string?)pod["spec"]!["volumes"]![0]!["secret"]!["secretName"]);
        Assert.Equal(
            pod["metadata"]!["labels"]!.ToJsonString(), Ray("rke2-mirror", "Service")["spec"]!["selector"]!.ToJsonString());
    }

    private static JsonObject Ray(string cluster, string kind) =>
        Assert.Single(new KubeRay().Manifests(Fleet.Context(cluster)), each => (string?)each["kind"] == kind);
}
