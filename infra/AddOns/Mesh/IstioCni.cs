using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Mesh;

/// <summary>Istio's agent on every node that leads the traffic of pods through <see cref="IstioZtunnel"/>. A pod of the mesh does not start
/// on a node before it is there.</summary>
public sealed record IstioCni : IstioPart
{
    /// <inheritdoc/>
    public override string Key => "istio-cni";

    /// <inheritdoc/>
    public override string Highlights =>
        "takes the pods of all teams into the mesh, and of the platform those that they talk with; no label of a pod takes it out";

    /// <inheritdoc/>
    public override Chart Chart => ChartOf("cni", NodeNamespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images => [ImageOf("install-cni")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        // Its priority class is the chart's own.
        new("istio-cni-node", WorkloadKind.Agent)
        {
            Requests = new(100, 100, 512),
            Resources = "resources",
            Tolerations = "tolerations",
            PullPolicy = "pullPolicy",
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(Istio)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>The other agents are in the same namespace, and reach it by a socket.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.Scraped(15014)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var values = new JsonObject
        {
            ["profile"] = "ambient",
            ["global"] = Global(context),
            ["ambient"] = new JsonObject { ["enablementSelectors"] = MeshMembers.Selectors(context) },
            // In the fields that Kubernetes has for it since 1.30, and not in an annotation.
            ["useAppArmorAnnotation"] = false,
        };
        if (context.Cloud.NetworkFolders is { } folders)
        {
            values["cniConfDir"] = folders.Configuration;
            values["cniBinDir"] = folders.Programs;
        }

        if (context.Cloud.AgentType is { } type)
        {
            values["seLinuxOptions"] = new JsonObject { ["type"] = type };
        }

        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        KubernetesObject.PodMonitor(context, "istio-cni", Chart.Namespace, "app.kubernetes.io/name", "istio-cni", "metrics");
}
