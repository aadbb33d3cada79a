using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Traffic;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Serving;

/// <summary>KServe's controller for large language models: it makes Deployments, LeaderWorkerSets and routes of the kind
/// <c>LLMInferenceService</c>. The rest of KServe, and with it Knative, is not installed. The platform's own way needs none of this
/// (docs/serving.md), so a cluster gets it only where it is asked for.</summary>
public sealed record Kserve : AddOn
{
    private const string Controller = "kserve.llmisvc.controller", Manager = "llmisvc-controller-manager";

    private const string NameLabel = "app.kubernetes.io/name";

    /// <inheritdoc/>
    public override string Key => "kserve";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "nowhere";

    /// <inheritdoc/>
    public override string Highlights =>
        "two replicas; routes go to the platform's gateway; webhooks with a certificate by cert-manager fail closed, for its own kinds " +
        "alone; no Knative; see [serving](serving.md#kserve)";

    /// <inheritdoc/>
    public override Chart Chart => new("kserve-llmisvc-resources", "oci://ghcr.io/kserve/charts", "v0.20.0", "kserve");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("docker.io/kserve/llmisvc-controller", Chart.Version, $"{Controller}.image") { TagPath = $"{Controller}.tag" },
        // Fetches a model in the pods of teams, where the model is in an object store.
        new("docker.io/kserve/storage-initializer", Chart.Version, "kserve.storage.image") { TagPath = "kserve.storage.tag" },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new($"{Controller}.imagePullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    /// <remarks>Its chart has no priority class.</remarks>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, Controller) with
        {
            Priority = null,
            Replicas = $"{Controller}.replicas",
            PullPolicy = $"{Controller}.imagePullPolicy",
            Spread = new($"{Controller}.topologySpreadConstraints", NameLabel, Manager),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>The controller looks once, when it starts, which kinds there are, and makes nothing of those that come later
    /// (SetupWithManager in pkg/controller/v1alpha2/llmisvc/controller.go of kserve/kserve v0.20.0).</remarks>
    public override IEnumerable<Type> Requires =>
        [typeof(KserveCrd), typeof(CertManager), typeof(GatewayApi), typeof(InferenceExtension), typeof(LeaderWorkerSet)];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [typeof(EnvoyGateway), typeof(Keda)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    /// <remarks>It talks with the API server alone, not with the pods of teams. The chart has no monitor; metrics stay inside the
    /// pod.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.FromApiServer(9443)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        // The chart limits its controller to a tenth of a processor; null, which would take the limit away, does not reach Helm.
        var resources = context.Sizing.Resources(100, 256, 1024);
        resources["limits"]!["cpu"] = "1";
        var gateway = new JsonObject
        {
            ["urlScheme"] = "https",
            ["ingressGateway"] = new JsonObject
            {
                ["enableGatewayApi"] = true, ["kserveGateway"] = $"{EnvoyGateway.Namespace}/{EnvoyGateway.GatewayName}",
            },
        };
        if (context.Cluster.Ingress is { } ingress)
        {
            gateway["domain"] = ingress.Domain;
        }

        return new JsonObject
        {
            ["kserve"] = new JsonObject
            {
                ["llmisvc"] = new JsonObject
                {
                    ["controller"] = new JsonObject { ["resources"] = resources },
                    // Those of the inference extension, which has an add-on of its own.
                    ["createGIECRDs"] = false,
                },
                ["controller"] = new JsonObject { ["deploymentMode"] = "Standard", ["gateway"] = gateway },
                // Of the kind InferenceService, which is not installed; moved so that no public image remains.
                ["agent"] = Unused(context, "image", "agent"),
                ["router"] = Unused(context, "image", "router"),
                ["servingruntime"] = new JsonObject { ["art"] = Unused(context, "image", "art-explainer") },
                ["localmodel"] = Unused(context, "defaultJobImage", "storage-initializer"),
            },
        };
    }

    /// <inheritdoc/>
    /// <remarks>The chart has no disruption budget.</remarks>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        KubernetesObject.Budget(context, Manager, Chart.Namespace, NameLabel, Manager);

    private static JsonObject Unused(ClusterContext context, string member, string image) =>
        new() { [member] = Mirror.Image(context.Platform, $"docker.io/kserve/{image}") };
}
