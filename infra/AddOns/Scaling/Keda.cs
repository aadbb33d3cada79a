using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Scaling;

/// <summary>KEDA: scales workloads by events such as the length of a queue, down to zero and back, which is impossible with GPU
/// utilisation. It asks clouds and OpenShift's Prometheus with identities of its own, which workloads use by the name of a
/// ClusterTriggerAuthentication.</summary>
public sealed record Keda : AddOn
{
    /// <summary>Name of the authentication at a Prometheus that wants a login, and of the account that has it.</summary>
    internal const string PrometheusLogin = "prometheus", PrometheusAccount = "keda-prometheus";

    // Of the platform, with the identity; the chart's own is named keda-operator, and its release would take one of that name with it.
    private const string Account = "keda-platform";

    /// <summary>The only namespace whose scaled objects KEDA watches; absent: all namespaces. The platform creates it and never deletes it,
    /// because KEDA's chart puts a role binding there.</summary>
    public string? WatchNamespace { get; init; }

    /// <summary>What of the cloud KEDA may ask, with the identity of its own pods, how much waits there: on EKS names of SQS queues, in
    /// which an asterisk at the end stands for any rest; on AKS ids of Service Bus namespaces and of other resources, or of whole resource
    /// groups.</summary>
    /// <value>on EKS all queues of the cluster's account and region; on AKS none</value>
    public ImmutableArray<string> Queues { get; init; } = [];

    /// <summary>Whether KEDA may read secrets only in its own namespace. Workloads then refer to a ClusterTriggerAuthentication, whose
    /// secrets are there.</summary>
    /// <value>false</value>
    public bool RestrictSecrets { get; init; }

    /// <inheritdoc/>
    public override string Key => "keda";

    /// <inheritdoc/>
    /// <remarks>A single node at an edge site has nothing to scale to.</remarks>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        "two replicas each; an identity in the cloud, and the ClusterTriggerAuthentications `aws`, `azure` and, on OpenShift, " +
        "`prometheus`: see [scaling](scaling.md)";

    /// <inheritdoc/>
    public override IEnumerable<string>? ReadsQueues => Queues;

    /// <inheritdoc/>
    public override Chart Chart => new("keda", "https://kedacore.github.io/charts", "2.20.2", "keda");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("ghcr.io/kedacore/keda", "2.20.2", "global.image.registry") { Form = ImageForm.Registry },
        new("ghcr.io/kedacore/keda-metrics-apiserver", "2.20.2"),
        new("ghcr.io/kedacore/keda-admission-webhooks", "2.20.2"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors =>
    [
        .. from part in (string[])["operator", "metricServer", "webhooks"]
           from value in (string[])["enabled", "serviceMonitor.enabled"]
           select $"prometheus.{part}.{value}",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("all", WorkloadKind.Controller)
        {
            Priority = "priorityClassName",
            NodeSelector = "nodeSelector",
            SelectsLinux = true,
            Tolerations = "tolerations",
            PullPolicy = "image.pullPolicy",
        },
        new("operator", WorkloadKind.Controller)
        {
            Requests = new(100, 256, 1024),
            Resources = "resources.operator",
            Replicas = "operator.replicaCount",
            Budget = new("podDisruptionBudget.operator", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints.operator", "app", "keda-operator"),
        },
        new("metrics server", WorkloadKind.Controller)
        {
            Requests = new(100, 128, 1024),
            Resources = "resources.metricServer",
            Replicas = "metricsServer.replicaCount",
            Budget = new("podDisruptionBudget.metricServer", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints.metricsServer", "app", "keda-operator-metrics-apiserver"),
        },
        // It only warns about scaled objects that conflict, and nothing waits for it.
        new("webhooks", WorkloadKind.Controller)
        {
            Requests = new(50, 64, 256),
            Resources = "resources.webhooks",
            Replicas = "webhooks.replicaCount",
            Budget = new("podDisruptionBudget.webhooks", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints.webhooks", "app", "keda-admission-webhooks"),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>Secrets of authentications for the whole cluster are here.</remarks>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) =>
    [
        .. PodSecurity.Restricted,
        .. Of(context.Cluster).OfType<ExternalSecrets>().Select(_ =>
            KeyValuePair.Create(ExternalSecrets.StoreLabel, ExternalSecrets.StoreName)),
    ];

    /// <inheritdoc/>
    /// <remarks>Where it watches one namespace, it gets its rights there and nowhere else (templates/manager/clusterrolebindings.yaml of
    /// the chart).</remarks>
    public override IEnumerable<string> OtherNamespaces => WatchNamespace is null ? [] : [WatchNamespace];

    /// <inheritdoc/>
    /// <remarks>The chart splits a list at its commas; a name with one would be no name of a namespace.</remarks>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) =>
    [
        .. SettingForms.Namespaces("watchNamespace", OtherNamespaces),
        .. Queues.Select((name, index) => (Name: name, Member: $"queues[{index}]")).Where(queue => !context.Cloud.IsQueue(queue.Name))
            .Select(queue => new Mistake(queue.Member, context.Cloud.QueueForm is { } form
                ? $"\"{queue.Name}\" names no queue. Allowed: {form}."
                : $"\"{queue.Name}\" would be of a cloud, and no cloud knows the pods of this cluster. Leave queues out: the login of a " +
                    "broker comes from a secret.")),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [typeof(TrustManager)];

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        context.Cloud.KedaIdentity is null ? [] : [new(Chart.Namespace, Account, Access.Queues)];

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among,
        // The API of external metrics, and the webhooks.
        Flow.FromApiServer(6443, 9443), Flow.Scraped(8080),
        Flow.ToPrometheus.Of("app.kubernetes.io/name", "keda-operator"),
        // Teams name queues, brokers and databases anywhere, on any port.
        Flow.ToAnything().Of("app.kubernetes.io/name", "keda-operator"),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var logsIn = context.Cluster.IsOpenShift;
        var values = new JsonObject
        {
            ["clusterName"] = ResourceNames.Cluster(context.Platform, context.Cluster),
            ["watchNamespace"] = WatchNamespace ?? "",
            ["webhooks"] = new JsonObject { ["failurePolicy"] = "Ignore" },
            ["extraObjects"] = new JsonArray([.. ScalingFromZero.Objects, .. logsIn ? OpenShiftAccount() : []]),
            ["permissions"] = new JsonObject
            {
                ["operator"] = new JsonObject
                {
                    ["restrict"] = new JsonObject
                    {
                        ["secret"] = RestrictSecrets,
                        // It makes itself a token for each ClusterTriggerAuthentication that names an account, and may for this one.
                        ["serviceAccountTokenCreationRoles"] = new JsonArray(
                            logsIn ? [new JsonObject { ["name"] = PrometheusAccount, ["namespace"] = Chart.Namespace }] : []),
                    },
                },
                ["metricServer"] = new JsonObject { ["restrict"] = new JsonObject { ["secret"] = RestrictSecrets } },
            },
        };
        if (Identities(context).Any())
        {
            // The platform creates the account with its identity. On AKS, the chart labels the pods.
            values["serviceAccount"] = new JsonObject { ["operator"] = new JsonObject { ["create"] = false, ["name"] = Account } };
            values["podIdentity"] = new JsonObject
            {
                ["azureWorkload"] = new JsonObject { ["enabled"] = !context.Cloud.IdentityLabels.IsEmpty },
            };
        }

        // It reads the folder once, when it first connects somewhere by TLS (getRootCAs in pkg/util/certificates.go), so the pods wait for
        // the bundle.
        if (Of(context.Cluster).OfType<TrustManager>().Any())
        {
            values["volumes"] = new JsonObject
            {
                ["keda"] = new JsonObject
                {
                    ["extraVolumes"] = new JsonArray(new JsonObject
                    {
                        ["name"] = TrustBundle.Name, ["configMap"] = new JsonObject { ["name"] = TrustBundle.Name },
                    }),
                    ["extraVolumeMounts"] = new JsonArray(new JsonObject
                    {
                        ["name"] = TrustBundle.Name, ["mountPath"] = "/custom/ca", ["readOnly"] = true,
                    }),
                },
            };
        }

        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        if (context.Cloud.KedaIdentity is { } provider)
        {
            // Under the name of the cloud alone, as workloads write it.
            yield return Authentication(
                provider.Split('-')[0], new JsonObject { ["podIdentity"] = new JsonObject { ["provider"] = provider } });
        }

        if (context.Cluster.IsOpenShift)
        {
            yield return OpenShiftPrometheus();
        }
    }

    // What the chart makes for the platform. Nothing runs as the account: KEDA makes itself a token for it.
    private IEnumerable<JsonNode> OpenShiftAccount() =>
    [
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = new JsonObject { ["name"] = PrometheusAccount, ["namespace"] = Chart.Namespace },
            ["automountServiceAccountToken"] = false,
        },
        new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "ClusterRoleBinding",
            ["metadata"] = new JsonObject { ["name"] = PrometheusAccount },
            ["roleRef"] = new JsonObject
            {
                ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-monitoring-view",
            },
            ["subjects"] = new JsonArray(new JsonObject
            {
                ["kind"] = "ServiceAccount", ["name"] = PrometheusAccount, ["namespace"] = Chart.Namespace,
            }),
        },
    ];

    // OpenShift's Thanos answers whoever may view the monitoring of the cluster ("Accessing metrics" in Red Hat's "Monitoring"); the
    // authority of its certificate is in a config map that OpenShift puts into every namespace.
    private static JsonObject OpenShiftPrometheus() => Authentication(PrometheusLogin, new JsonObject
    {
        ["boundServiceAccountToken"] = new JsonArray(new JsonObject
        {
            ["parameter"] = "bearerToken", ["serviceAccountName"] = PrometheusAccount,
        }),
        ["configMapTargetRef"] = new JsonArray(new JsonObject
        {
            ["parameter"] = "ca", ["name"] = "openshift-service-ca.crt", ["key"] = "service-ca.crt",
        }),
    });

    private static JsonObject Authentication(string name, JsonObject spec) =>
        KubernetesObject.Of("keda.sh/v1alpha1", "ClusterTriggerAuthentication", name, spec);
}
