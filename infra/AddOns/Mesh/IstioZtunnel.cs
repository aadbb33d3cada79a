using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Mesh;

/// <summary>Istio's proxy on every node: it encrypts the TCP connections between pods of the mesh, each with the certificate of the pod's
/// service account.</summary>
public sealed record IstioZtunnel : IstioPart
{
    /// <inheritdoc/>
    public override string Key => "istio-ztunnel";

    /// <inheritdoc/>
    public override string Highlights =>
        "encrypts the TCP connections between pods of the mesh, with one proxy on each node instead of one in each pod";

    /// <inheritdoc/>
    public override Chart Chart => ChartOf("ztunnel", NodeNamespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images => [ImageOf("ztunnel")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        // Its priority class is the chart's own.
        new("ztunnel", WorkloadKind.Agent)
        {
            Requests = new(200, 256, 1024),
            Resources = "resources",
            Tolerations = "tolerations",
            PullPolicy = "imagePullPolicy",
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(Istio), typeof(IstioCni)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>It gets certificates and what it must know from the control plane. The traffic of pods it carries in their own networks,
    /// where their own policies hold.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.To("istio", 15012), Flow.Scraped(15020)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var values = new JsonObject { ["logAsJson"] = true };
        if (context.Cloud.AgentType is { } type)
        {
            values["seLinuxOptions"] = new JsonObject { ["type"] = type };
        }

        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        KubernetesObject.PodMonitor(context, "ztunnel", Chart.Namespace, "app.kubernetes.io/name", "ztunnel", "ztunnel-stats");
}
