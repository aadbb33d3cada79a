using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;

namespace Infra.Tests.AddOns.Scaling;

public class KedaTests
{
    private static readonly Keda _addOn = new();

    [Fact]
    public void Survives_the_loss_of_a_zone()
    {
        var values = ChartValues.Of(new Keda(), Fleet.Context("eks"));
        Assert.All(["operator", "metricsServer", "webhooks"], part =>
        {
            Assert.Equal(2, (int)values[part]!["replicaCount"]!);
            Assert.Equal("topology.kubernetes.io/zone", (string?)values["topologySpreadConstraints"]![part]![0]!["topologyKey"]);
        });
        // The chart spells the metrics server in two ways.
        Assert.All(["operator", "metricServer", "webhooks"], part =>
            Assert.Equal("""{"maxUnavailable":1}""", values["podDisruptionBudget"]![part]!.ToJsonString()));
    }

    [Fact]
    public void Has_one_replica_and_no_budget_at_the_edge()
    {
        var values = ChartValues.Of(new Keda(), Fleet.Context("edge"));
        Assert.All(["operator", "metricsServer", "webhooks"], part => Assert.Equal(1, (int)values[part]!["replicaCount"]!));
        Assert.Equal("{}", values["podDisruptionBudget"]!["operator"]!.ToJsonString());
        Assert.Equal("[]", values["topologySpreadConstraints"]!["operator"]!.ToJsonString());
    }

    [Fact]
    public void Starts_while_the_registry_is_away() =>
        Assert.Equal("IfNotPresent", (string?)ChartValues.Of(new Keda(), Fleet.Context("aks"))["image"]!["pullPolicy"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_secrets_of_all_namespaces_or_of_its_own(bool restricted)
    {
        var permissions = ChartValues.Of(
            new Keda { RestrictSecrets = restricted, WatchNamespace = "chat" },
            Fleet.Context("aks"))["permissions"]!;
        Assert.All(["operator", "metricServer"], part => Assert.Equal(restricted, (bool)permissions[part]!["restrict"]!["secret"]!));
    }

    [Fact]
    public void Watches_the_namespace_that_is_asked_for() => Assert.Equal(
        ["", "chat"],
        new[] { new Keda(), new Keda { WatchNamespace = "chat" } }
            .Select(keda => (string?)ChartValues.Of(keda, Fleet.Context("aks"))["watchNamespace"]));

    [Theory]
    [InlineData("eks", "aws", "aws")]
    [InlineData("eks-karpenter-mirror", "aws", "aws")]
    [InlineData("aks", "azure", "azure-workload")]
    [InlineData("aks-mirror", "azure", "azure-workload")]
    public void Asks_the_cloud_with_an_identity_of_its_own_pods(string variant, string name, string provider)
    {
        var context = Fleet.Context(variant);
        var values = ChartValues.Of(_addOn, context);

        Assert.Equal([new WorkloadIdentity("keda", "keda-platform", Access.Queues)], _addOn.Identities(context));
        Assert.Equal("""{"create":false,"name":"keda-platform"}""", values["serviceAccount"]!["operator"]!.ToJsonString());
        Assert.Equal(name == "azure", (bool)values["podIdentity"]!["azureWorkload"]!["enabled"]!);
        Assert.Equal(
            $$$"""{"apiVersion":"keda.sh/v1alpha1","kind":"ClusterTriggerAuthentication","metadata":{"name":"{{{name}}}"},""" +
            $"\"spec\":{{\"podIdentity\":{{\"provider\":\"{provider}\"}}}}}}",
            Assert.Single(_addOn.Manifests(context)).ToJsonString());
    }

    [Theory]
    [InlineData("rke2")]
    [InlineData("k3s-mirror")]
    [InlineData("edge")]
    [InlineData("kubeadm")]
    public void Needs_no_identity_where_no_cloud_knows_its_pods(string variant)
    {
        var context = Fleet.Context(variant);

        Assert.Empty(_addOn.Identities(context));
        Assert.Empty(_addOn.Manifests(context));
        Assert.Null(ChartValues.Of(_addOn, context)["serviceAccount"]);
        Assert.Empty(ChartValues.Of(_addOn, context)["permissions"]!["operator"]!["restrict"]!["serviceAccountTokenCreationRoles"]!
            .AsArray());
    }

    [Fact]
    public void Logs_in_to_the_Prometheus_of_OpenShift_with_a_token_that_it_makes_itself()
    {
        var context = Fleet.Context("openshift");
        var values = ChartValues.Of(_addOn, context);

        Assert.Equal(
            """{"boundServiceAccountToken":[{"parameter":"bearerToken","serviceAccountName":"keda-prometheus"}],""" +
            """ "configMapTargetRef":[{"parameter":"ca","name":"openshift-service-ca.crt","key":"service-ca.crt"}]}""".TrimStart(),
            Assert.Single(_addOn.Manifests(context))["spec"]!.ToJsonString());
        Assert.Equal(
            """[{"name":"keda-prometheus","namespace":"keda"}]""",
            values["permissions"]!["operator"]!["restrict"]!["serviceAccountTokenCreationRoles"]!.ToJsonString());
        Assert.Equal(
            ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ServiceAccount", "ClusterRoleBinding"],
            values["extraObjects"]!.AsArray().Select(made => (string?)made!["kind"]));
        Assert.Equal("cluster-monitoring-view", (string?)values["extraObjects"]![3]!["roleRef"]!["name"]);
    }

    [Fact]
    public void Waits_for_the_authorities_that_it_reads_once()
    {
        Assert.Equal([typeof(TrustManager)], _addOn.After);
        Assert.Equal(
            """{"extraVolumes":[{"name":"platform-trust","configMap":{"name":"platform-trust"}}],""" +
            """ "extraVolumeMounts":[{"name":"platform-trust","mountPath":"/custom/ca","readOnly":true}]}""".TrimStart(),
            ChartValues.Of(_addOn, Fleet.Context("rke2"))["volumes"]!["keda"]!.ToJsonString());

        // Without trust-manager nothing would ever bring them.
        var context = Fleet.Context("rke2");
        Assert.Null(ChartValues.Of(_addOn, context with { Cluster = context.Cluster with { AddOns = [] } })["volumes"]);
    }

    [Theory]
    [InlineData("eks", true)]
    [InlineData("rke2", true)]
    [InlineData("kubeadm", false)]
    public void Takes_secrets_from_the_store_where_there_is_one(string variant, bool has) => Assert.Equal(
        has,
        _addOn.NamespaceLabels(Fleet.Context(variant)).Contains(new("ai-platform/secret-store", "platform")));

    [Fact]
    public void Warns_of_what_nothing_would_wake()
    {
        var objects = ChartValues.Of(_addOn, Fleet.Context("kubeadm"))["extraObjects"]!;

        Assert.Equal(
            "(has(object.spec.minReplicaCount) && object.spec.minReplicaCount > 0 && !has(object.spec.idleReplicaCount)) || " +
            "object.spec.triggers.exists(t, !(t.type in ['cpu', 'memory', 'prometheus']) || " +
            "(has(t.metadata.query) && !t.metadata.query.matches('(DCGM_|gpu:|vllm:)')))",
            (string?)objects[0]!["spec"]!["validations"]![0]!["expression"]);
        Assert.Equal("""["Warn"]""", objects[1]!["spec"]!["validationActions"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eks", "transcripts")]
    [InlineData("eks", "team-*")]
    [InlineData("eks", "*")]
    [InlineData("eks", "orders.fifo")]
    [InlineData("aks", "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/queues")]
    [InlineData("aks", "/subscriptions/1/resourceGroups/queues/providers/Microsoft.ServiceBus/namespaces/acme")]
    [InlineData("aks", "/subscriptions/1/resourceGroups/queues/providers/Microsoft.ServiceBus/namespaces/acme/queues/images")]
    public void Accepts_names_in_the_form_of_the_cloud(string variant, string queue) =>
        Assert.Empty(new Keda { Queues = [queue] }.Mistakes(Fleet.Context(variant)));

    [Theory]
    [InlineData("eks", "https://sqs.eu-central-1.amazonaws.com/111122223333/transcripts", "names no queue. Allowed: the name of an SQS")]
    [InlineData("eks", "team-*-chat", "names no queue.")]
    [InlineData("eks", "", "names no queue.")]
    [InlineData("aks", "acme", "names no queue. Allowed: the id of a resource or of a resource group")]
    [InlineData("aks", "/subscriptions/1", "names no queue.")]
    [InlineData("aks", "/subscriptions/1/resourceGroups/queues/providers/Microsoft.ServiceBus", "names no queue.")]
    [InlineData("rke2", "transcripts", "would be of a cloud, and no cloud knows the pods of this cluster. Leave queues out:")]
    public void Rejects_names_that_the_cloud_does_not_give(string variant, string queue, string says)
    {
        var mistake = Assert.Single(new Keda { Queues = [queue] }.Mistakes(Fleet.Context(variant)));

        Assert.Equal("queues[0]", mistake.Member);
        Assert.StartsWith($"\"{queue}\" {says}", mistake.Text, StringComparison.Ordinal);
    }
}
