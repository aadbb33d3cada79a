using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>The kinds of the Prometheus operator, before everything else: so each add-on brings its monitor when it is first installed,
/// and Helm upgrades the kinds.</summary>
public sealed record PrometheusOperatorCrds : AddOn
{
    /// <inheritdoc/>
    public override string Key => "prometheus-operator-crds";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => !cloud.Cluster.IsOpenShift;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except OpenShift, which has the kinds already";

    /// <inheritdoc/>
    public override string Highlights =>
        "nothing; it comes first, so that every add-on has its monitor from the first `pulumi up`";

    /// <inheritdoc/>
    /// <remarks>Of the same release of the operator as <see cref="KubePrometheus"/>: v0.93.1.</remarks>
    public override Chart Chart =>
        new("prometheus-operator-crds", KubePrometheus.Repository, "31.0.1", KubePrometheus.Namespace);

    /// <inheritdoc/>
    public override bool BringsMonitorKinds => true;

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Cluster.IsOpenShift ? "OpenShift has the kinds of its own monitoring; remove the add-on here." : null;

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
