using System.Text.Json.Nodes;
using Infra.Components.Workloads;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Components.Clusters.OnPrem;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Components.Workloads;

public class ManifestTests
{
    [Fact]
    public async Task Creates_the_custom_resource_that_the_json_describes()
    {
        var plan = await Plan("queue", Queue());

        Assert.Equal(
            """{"apiVersion":"kueue.x-k8s.io/v1beta1","kind":"ClusterQueue","metadata":{"labels":{"team":"ai"},"name":"gpus"},"spec":""" +
            """{"quota":8}}""",
            plan.Inputs("kubernetes:kueue.x-k8s.io/v1beta1:ClusterQueue", "queue").ToJsonString());
    }

    [Fact]
    public async Task Keeps_the_finalizers_of_an_object()
    {
        var queue = Queue();
        queue["metadata"]!["finalizers"] = new JsonArray("acme.example/clean");

        Assert.Equal("acme.example/clean", (await Plan("queue", queue)).Input("queue", "metadata.finalizers.0"));
    }

    [Fact]
    public async Task Creates_a_class_with_members_of_its_own()
    {
        var plan = await Plan("snapshots", new JsonObject
        {
            ["apiVersion"] = "snapshot.storage.k8s.io/v1",
            ["kind"] = "VolumeSnapshotClass",
            ["metadata"] = new JsonObject { ["name"] = "fast" },
            ["driver"] = "ebs.csi.aws.com",
            ["deletionPolicy"] = "Retain",
            ["parameters"] = new JsonObject { ["type"] = "snap" },
        });

        Assert.Equal("ebs.csi.aws.com", plan.Input("snapshots", "driver"));
        Assert.Equal("Retain", plan.Input("snapshots", "deletionPolicy"));
        Assert.Equal("snap", plan.Input("snapshots", "parameters.type"));
    }

    [Fact]
    public async Task Creates_a_config_map_by_its_own_type()
    {
        var plan = await Plan("layouts", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "layouts", ["namespace"] = "gpu-operator" },
            ["data"] = new JsonObject { ["config.yaml"] = "version: v1" },
        });

        Assert.Equal(
            """{"apiVersion":"v1","data":{"config.yaml":"version: v1"},"kind":"ConfigMap","metadata":""" +
            """{"name":"layouts","namespace":"gpu-operator"}}""",
            plan.Inputs("kubernetes:core/v1:ConfigMap", "layouts").ToJsonString());
    }

    [Fact]
    public async Task Creates_a_service_by_its_own_type()
    {
        var plan = await Plan("webhook", Service());

        Assert.Equal(
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"webhook","namespace":"kuberay"},"spec":{"ports":""" +
            """[{"name":"https","port":443,"targetPort":"webhook"}],"selector":{"app":"webhook"}}}""",
            plan.Inputs("kubernetes:core/v1:Service", "webhook").ToJsonString());
    }

    [Fact]
    public void Rejects_a_member_of_a_service_that_would_not_reach_the_cluster()
    {
        var service = Service();
        service["spec"]!["type"] = "LoadBalancer";

        Assert.Equal(
            "Manifest Service \"webhook\": the member \"spec.type\" would not reach the cluster. Allowed: ports, selector.",
            Assert.Throws<ArgumentException>(() => Manifest.Create("x", service, new CustomResourceOptions())).Message);
    }

    [Fact]
    public async Task Creates_the_configuration_of_webhooks()
    {
        var plan = await Plan("webhook", new JsonObject
        {
            ["apiVersion"] = "admissionregistration.k8s.io/v1",
            ["kind"] = "ValidatingWebhookConfiguration",
            ["metadata"] = new JsonObject { ["name"] = "webhook" },
            ["webhooks"] = new JsonArray(new JsonObject
            {
                ["admissionReviewVersions"] = new JsonArray("v1"),
                ["clientConfig"] = new JsonObject { ["url"] = "https://webhook.acme.example" },
                ["name"] = "a.kb.io",
                ["sideEffects"] = "None",
            }),
        });

        Assert.Equal(
            """[{"admissionReviewVersions":["v1"],"clientConfig":{"url":"https://webhook.acme.example"},"name":"a.kb.io",""" +
            """ "sideEffects":"None"}]""".TrimStart(),
            plan.Inputs("kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration", "webhook")["webhooks"]!
                .ToJsonString());
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"kind": "A"}""", "Manifest A \"\": apiVersion is missing." },
        { """{"apiVersion": "a/v1", "metadata": {"name": "x"}}""", "Manifest  \"x\": kind is missing." },
        {
            """{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "x"}}""",
            "Manifest Secret \"x\": apiVersion \"v1\" has no group, so the object is of a core kind and not a custom resource."
        },
        { """{"apiVersion": "a/v1", "kind": "A"}""", "Manifest A \"\": metadata is missing." },
        { """{"apiVersion": "a/v1", "kind": "A", "metadata": {}}""", "Manifest A \"\": metadata.name is missing." },
        {
            """{"apiVersion": "a/v1", "kind": "A", "metadata": {"name": "x"}, "rules": []}""",
            "Manifest A \"x\": the member \"rules\" would not reach the cluster. Allowed: apiVersion, data, deletionPolicy, "
            + "description, driver, kind, metadata, parameters, provisioner, spec, value, webhooks, each with a value of its type."
        },
        {
            """{"apiVersion": "a/v1", "kind": "A", "metadata": {"name": "x"}, "spec": []}""",
            "Manifest A \"x\": the member \"spec\" would not reach the cluster. Allowed: apiVersion, data, deletionPolicy, "
            + "description, driver, kind, metadata, parameters, provisioner, spec, value, webhooks, each with a value of its type."
        },
        {
            """{"apiVersion": "a/v1", "kind": "A", "metadata": {"name": "x", "ownerReferences": []}}""",
            "Manifest A \"x\": the member \"metadata.ownerReferences\" would not reach the cluster. Allowed: annotations, finalizers, "
            + "labels, name, namespace."
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Rejects_what_would_not_reach_the_cluster(string json, string message) =>
        Assert.Equal(
            message,
            Assert.Throws<ArgumentException>(
                () => new Manifest("x", JsonNode.Parse(json)!.AsObject(), new CustomResourceOptions())).Message);

    private static Task<ClusterPlan> Plan(string name, JsonObject manifest) => ClusterPlan.Of(
        OnPremSamples.Platform,
        options => _ = Manifest.Create(name, manifest, new CustomResourceOptions { Provider = new Kubernetes.Provider("kubernetes") }));

    private static JsonObject Service() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Service",
        ["metadata"] = new JsonObject { ["name"] = "webhook", ["namespace"] = "kuberay" },
        ["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["app"] = "webhook" },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["targetPort"] = "webhook" }),
        },
    };

    private static JsonObject Queue() => new()
    {
        ["apiVersion"] = "kueue.x-k8s.io/v1beta1",
        ["kind"] = "ClusterQueue",
        ["metadata"] = new JsonObject { ["name"] = "gpus", ["labels"] = new JsonObject { ["team"] = "ai" } },
        ["spec"] = new JsonObject { ["quota"] = 8 },
    };
}
