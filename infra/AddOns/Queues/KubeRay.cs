using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Queues;

/// <summary>KubeRay: clusters, jobs and services of Ray, with a webhook that refuses a wrong one before anything is made of it.</summary>
/// <remarks>The operator has the webhook (<c>ENABLE_WEBHOOKS</c>, ray-operator/main.go of ray-project/kuberay v1.7.0), and its chart does
/// not: neither its objects nor a way to mount its certificate, which only ray-operator/config/default-with-webhooks has. So the operator
/// runs a second time, as that folder would have it. All replicas are one in the election of a leader, and answer the webhook whoever
/// leads.</remarks>
public sealed record KubeRay : AddOn
{
    // Beside the chart's own Deployment, which has the name of the chart.
    private const string Webhook = "kuberay-webhook", Certificates = "kuberay-webhook-certificate";

    private const string Version = "v1.7.0", NameLabel = "app.kubernetes.io/name", ComponentLabel = "app.kubernetes.io/component";

    private static readonly ImmutableArray<string> _kinds = ["raycluster", "rayjob", "rayservice"];

    /// <inheritdoc/>
    public override string Key => "kuberay-operator";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        "the validating webhook that its chart lacks, with a certificate by cert-manager: it fails closed, for objects of Ray alone";

    /// <inheritdoc/>
    public override Chart Chart => new("kuberay-operator", "https://ray-project.github.io/kuberay-helm", "1.7.0", "kuberay");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
        [new("quay.io/kuberay/operator", Version, "image.repository") { TagPath = "image.tag" }];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    /// <remarks>It finds the replicas of the webhook as well, by the label of their Service.</remarks>
    public override ImmutableArray<string> Monitors => ["metrics.serviceMonitor.enabled"];

    /// <inheritdoc/>
    /// <remarks>One replica: those of the webhook stand by.</remarks>
    public override ImmutableArray<Workload> Workloads =>
        [Workload.At("operator", WorkloadKind.Controller, "") with { PullPolicy = "image.pullPolicy" }];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.FromApiServer(9443), Flow.Scraped(8080),
        // Heads of Ray clusters, in the namespaces of teams: the dashboard, by which jobs and services are submitted, and the health of
        // what serves (ray-operator/controllers/ray/utils/constant.go of v1.7.0).
        Flow.ToAnything(8000, 8265),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) =>
        new() { ["leaderElectionEnabled"] = true, ["resources"] = Resources(context) };

    /// <inheritdoc/>
    /// <remarks>The webhook is the last: what it refuses while nobody answers is only what Ray's users make.</remarks>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
    [
        KubernetesObject.Of("cert-manager.io/v1", "Certificate", Webhook, new JsonObject
        {
            ["dnsNames"] = new JsonArray($"{Webhook}.{Chart.Namespace}.svc"),
            ["secretName"] = Certificates,
            ["issuerRef"] = CertManager.SelfSigned(),
        }, Chart.Namespace),
        KubernetesObject.Of("apps/v1", "Deployment", Webhook, new JsonObject
        {
            ["replicas"] = context.Sizing.Replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [NameLabel] = Webhook } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [NameLabel] = Webhook } },
                ["spec"] = Pod(context),
            },
        }, Chart.Namespace),
        .. KubernetesObject.Budget(context, Webhook, Chart.Namespace, NameLabel, Webhook),
        Service(),
        Configuration(),
    ];

    // The chart limits its operator to a tenth of a processor; null, which would take the limit away, does not reach Helm.
    private static JsonObject Resources(ClusterContext context)
    {
        var resources = context.Sizing.Resources(100, 256, 1024);
        resources["limits"]!["cpu"] = "1";
        return resources;
    }

    private JsonObject Pod(ClusterContext context)
    {
        var probe = new JsonObject { ["httpGet"] = new JsonObject { ["path"] = "/metrics", ["port"] = "http" } };
        var pod = new JsonObject
        {
            ["serviceAccountName"] = Chart.Name,
            ["priorityClassName"] = Placement.ClusterCritical,
            ["nodeSelector"] = Placement.NodeSelector(context.Cloud, selectsLinux: false),
            ["tolerations"] = Placement.Tolerations(context.Cloud),
            ["topologySpreadConstraints"] = Placement.Spread(context.Cloud, NameLabel, Webhook),
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = Webhook,
                ["image"] = Mirror.Image(context.Platform, $"{Images[0].Repository}:{Version}"),
                ["command"] = new JsonArray("/manager"),
                // As the chart starts it.
                ["args"] = new JsonArray("--enable-leader-election=true", "--enable-metrics=true"),
                ["env"] = new JsonArray(new JsonObject { ["name"] = "ENABLE_WEBHOOKS", ["value"] = "true" }),
                ["ports"] = new JsonArray(Port("http", "containerPort", 8080), Port("webhook", "containerPort", 9443)),
                ["livenessProbe"] = probe,
                ["readinessProbe"] = probe.DeepClone(),
                ["resources"] = Resources(context),
                ["securityContext"] = KubernetesObject.HardenedContainer(),
                // Where a webhook server looks that is told of no folder (pkg/webhook/server.go of kubernetes-sigs/controller-runtime).
                ["volumeMounts"] = new JsonArray(new JsonObject
                {
                    ["name"] = "certificate", ["mountPath"] = "/tmp/k8s-webhook-server/serving-certs", ["readOnly"] = true,
                }),
            }),
            ["volumes"] = new JsonArray(
                new JsonObject { ["name"] = "certificate", ["secret"] = new JsonObject { ["secretName"] = Certificates } }),
        };
        PullSecret.AddTo(pod, context.Platform);
        return pod;
    }

    private JsonObject Service()
    {
        var service = KubernetesObject.Of("v1", "Service", Webhook, new JsonObject
        {
            ["selector"] = new JsonObject { [NameLabel] = Webhook },
            ["ports"] = new JsonArray(Port("https", "port", 443, "webhook"), Port("http", "port", 8080, "http")),
        }, Chart.Namespace);
        service["metadata"]!["labels"] = new JsonObject { [NameLabel] = Chart.Name, [ComponentLabel] = Webhook };
        return service;
    }

    // ray-operator/config/webhook/manifests.yaml.
    private JsonObject Configuration() => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = "ValidatingWebhookConfiguration",
        ["metadata"] = new JsonObject
        {
            ["name"] = Webhook,
            ["annotations"] = new JsonObject { ["cert-manager.io/inject-ca-from"] = $"{Chart.Namespace}/{Webhook}" },
        },
        ["webhooks"] = new JsonArray([.. _kinds.Select(kind => new JsonObject
        {
            ["name"] = $"v{kind}.kb.io",
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["sideEffects"] = "None",
            ["failurePolicy"] = "Fail",
            ["clientConfig"] = new JsonObject
            {
                ["service"] = new JsonObject
                {
                    ["name"] = Webhook, ["namespace"] = Chart.Namespace, ["path"] = $"/validate-ray-io-v1-{kind}",
                },
            },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["apiGroups"] = new JsonArray("ray.io"),
                ["apiVersions"] = new JsonArray("v1"),
                ["operations"] = new JsonArray("CREATE", "UPDATE"),
                ["resources"] = new JsonArray($"{kind}s"),
            }),
        })]),
    };

    private static JsonObject Port(string name, string member, int number, string? target = null)
    {
        var port = new JsonObject { ["name"] = name, [member] = number };
        if (target is not null)
        {
            port["targetPort"] = target;
        }

        return port;
    }
}
