using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Mesh;

/// <summary>The control plane of Istio in ambient mode, and the policy that pods of the mesh take nothing in plain text. It gives each
/// service account a certificate; the traffic itself passes the agents of <see cref="IstioZtunnel"/> and never this.</summary>
public sealed record Istio : IstioPart
{
    /// <inheritdoc/>
    public override string Key => "istio";

    /// <inheritdoc/>
    public override string Highlights =>
        "ambient mode, without sidecars; mutual TLS is `STRICT`, and `PERMISSIVE` in the platform's own namespaces of the mesh";

    /// <inheritdoc/>
    public override Chart Chart => ChartOf("istiod", PlaneNamespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        ImageOf("pilot"),
        // Of waypoints and gateways, which the control plane starts where a team asks for one.
        new($"{Registry}/proxyv2", $"{Version}-distroless", "global.hub") { Form = ImageForm.Folder },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("istiod", WorkloadKind.Controller)
        {
            Requests = new(200, 512, 2048),
            Resources = "resources",
            Replicas = "replicaCount",
            Priority = "global.priorityClassName",
            NodeSelector = "nodeSelector",
            Tolerations = "tolerations",
            PullPolicy = "global.imagePullPolicy",
            Spread = new("topologySpreadConstraints", "app", "istiod"),
            Budget = new("global.defaultPodDisruptionBudget", BudgetForm.Enabled),
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(IstioBase)];

    /// <inheritdoc/>
    /// <remarks>The namespaces in which it has policies.</remarks>
    public override IEnumerable<Type> After => MeshMembers.Partners;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<string> Meshed(ClusterContext context) => MeshMembers.PartnerNamespaces(context);

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.FromApiServer(15017), Flow.Scraped(15014),
        // Proxies that teams ask for, and the keys of issuers that teams name.
        Flow.FromPods(15012), Flow.ToAnything(443),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["profile"] = "ambient",
        ["global"] = Global(context),
        ["autoscaleEnabled"] = false,
        ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        // Whose agents may ask for the certificates of the pods on their node.
        ["trustedZtunnelNamespace"] = NodeNamespace,
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
    [
        Policy("mesh", "STRICT", Chart.Namespace),
        // Not all who call them are in the mesh: the API server calls their webhooks.
        .. MeshMembers.PartnerNamespaces(context).Select(name => Policy(name, "PERMISSIVE", name)),
        .. KubernetesObject.PodMonitor(context, "istiod", Chart.Namespace, "app.kubernetes.io/name", "istiod", "http-monitoring"),
    ];

    private static JsonObject Policy(string name, string mode, string @namespace) => KubernetesObject.Of(
        "security.istio.io/v1", "PeerAuthentication", name,
        new JsonObject { ["mtls"] = new JsonObject { ["mode"] = mode } }, @namespace);
}
