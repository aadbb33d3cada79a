using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Queues;

/// <summary>JobSet: several Jobs as one, for training on many nodes.</summary>
public sealed record JobSet : AddOn
{
    /// <inheritdoc/>
    public override string Key => "jobset";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && !cloud.GpuNodes.IsEmpty;

    /// <inheritdoc/>
    public override string OnByDefaultText => "cluster with a GPU pool, except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights => "two replicas; its webhooks see JobSets and their pods alone";

    /// <inheritdoc/>
    public override Chart Chart => new("jobset", "oci://registry.k8s.io/jobset/charts", "0.12.0", "jobset-system");

    /// <inheritdoc/>
    /// <remarks>The chart in the repository names an image of the test builds, which the published chart replaces.</remarks>
    public override ImmutableArray<ChartImage> Images =>
        [new("registry.k8s.io/jobset/jobset", "v0.12.0", "image.repository") { TagPath = "image.tag" }];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("image.pullSecrets")];

    /// <inheritdoc/>
    /// <remarks>The chart takes no priority class.</remarks>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "controller", new(200, 256, 1024)) with
        {
            Replicas = "controller.replicas",
            Priority = null,
            PullPolicy = "image.pullPolicy",
            Budget = new("controller.podDisruptionBudget", BudgetForm.EnabledWithMinimum),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificates of its webhooks and metrics.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.FromApiServer(9443), Flow.Scraped(8443)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["certManager"] = new JsonObject { ["enable"] = true, ["issuerRef"] = CertManager.SelfSigned() },
        ["controller"] = new JsonObject
        {
            ["affinity"] = Placement.Apart(context.Cloud, "app.kubernetes.io/name", Chart.Name),
        },
    };

    /// <inheritdoc/>
    /// <remarks>The chart's own monitor fails wherever Helm renders without a cluster, because its template demands to be told of the kind
    /// (templates/prometheus/monitor.yaml). This is the same one.</remarks>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        if (HasMonitorKinds(context.Cluster))
        {
            yield return KubernetesObject.Of("monitoring.coreos.com/v1", "ServiceMonitor", Chart.Name, new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = Chart.Name } },
                ["endpoints"] = new JsonArray(new JsonObject
                {
                    ["port"] = "https",
                    ["scheme"] = "https",
                    ["bearerTokenFile"] = "/var/run/secrets/kubernetes.io/serviceaccount/token",
                    ["tlsConfig"] = new JsonObject
                    {
                        ["ca"] = new JsonObject
                        {
                            ["secret"] = new JsonObject { ["name"] = "jobset-metrics-server-cert", ["key"] = "ca.crt" },
                        },
                        ["serverName"] = $"jobset-metrics-service.{Chart.Namespace}.svc",
                    },
                }),
            }, Chart.Namespace);
        }
    }
}
