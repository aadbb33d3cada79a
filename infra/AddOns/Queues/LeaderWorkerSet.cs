using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Queues;

/// <summary>LeaderWorkerSet: groups of pods that serve one model together, each group on several nodes.</summary>
public sealed record LeaderWorkerSet : AddOn
{
    /// <inheritdoc/>
    public override string Key => "leader-worker-set";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && !cloud.GpuNodes.IsEmpty;

    /// <inheritdoc/>
    public override string OnByDefaultText => "cluster with a GPU pool, except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights => "two replicas; its webhooks see LeaderWorkerSets and their pods alone";

    /// <inheritdoc/>
    public override Chart Chart => new("lws", "oci://registry.k8s.io/lws/charts", "0.10.0", "lws-system");

    /// <inheritdoc/>
    /// <remarks>The chart in the repository names the tag of the test builds, which the published chart replaces.</remarks>
    public override ImmutableArray<ChartImage> Images =>
        [new("registry.k8s.io/lws/lws", "v0.10.0", "image.manager.repository") { TagPath = "image.manager.tag" }];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["enablePrometheus"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "", new(200, 256, 1024)) with
        {
            Replicas = "replicaCount",
            PullPolicy = "image.manager.pullPolicy",
            Security = new("podSecurityContext", "securityContext"),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificates of its webhooks and metrics, from an issuer of the chart's own.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.FromApiServer(9443), Flow.Scraped(8443)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["enableCertManager"] = true,
        ["affinity"] = Placement.Apart(context.Cloud, "app.kubernetes.io/name", Chart.Name),
    };

    /// <inheritdoc/>
    /// <remarks>The chart has no disruption budget.</remarks>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        KubernetesObject.Budget(context, Chart.Name, Chart.Namespace, "app.kubernetes.io/name", Chart.Name);
}
