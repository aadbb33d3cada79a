using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Observability;

namespace Infra.AddOns.Observability;

/// <summary>Loki: keeps the logs of a site in its object store. All parts in one process: the mode with three is deprecated and goes with
/// Loki 4 (values.yaml of the chart, deploymentMode).</summary>
public sealed record Loki : AddOn
{
    /// <summary>The address to which collectors add <c>/v1/logs</c>, and that which Grafana asks.</summary>
    internal const string QueryUrl = "http://loki.loki.svc:3100", OtlpUrl = $"{QueryUrl}/otlp";

    private const string Secret = "log-store", Login = "credentials", Authority = "ca.crt", Folder = "/etc/log-store";

    /// <summary>Room that each replica may take on its node in GiB, for what is not yet in the bucket.</summary>
    /// <value>10</value>
    public int VolumeGiB { get; init; } = 10;

    /// <inheritdoc/>
    public override string Key => "loki";

    /// <inheritdoc/>
    public override bool KeepsLogs => true;

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override bool OnByDefault(ClusterContext context) =>
        context.Platform.Observability.Logs?.Store is LogPlace.Own && base.OnByDefault(context);

    /// <inheritdoc/>
    public override string OnByDefaultText =>
        "a site with `logBucket`, where the stack says `observability.logs.store: own`; not at the edge";

    /// <inheritdoc/>
    public override string Highlights =>
        "logs in the site's object store, for `logRetentionDays`; three replicas; taken by OTLP, shown in Grafana; nothing is reported " +
        "to its maker";

    /// <inheritdoc/>
    public override Chart Chart => new("loki", "https://grafana-community.github.io/helm-charts", "18.11.0", "loki");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
        [new("docker.io/grafana/loki", "3.7.6", "loki.image.registry") { Form = ImageForm.Registry, TagPath = "loki.image.tag" }];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["monitoring.serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("loki", WorkloadKind.Webhook, "singleBinary", new(300, 1024, 3072)) with
        {
            Replicas = "singleBinary.replicas",
            Spread = new("singleBinary.topologySpreadConstraints", "app.kubernetes.io/component", "single-binary"),
            Budget = new("singleBinary.podDisruptionBudget", BudgetForm.EnabledWithMaximum),
        },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.Profile is null
        ? cloud.OwnLogsObstacle : "a cluster in a cloud keeps its logs in the store of its cloud; remove the add-on here.";

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (LogTarget.Of(context)?.Own is not LokiLogs)
        {
            yield return new("enabled", "nothing would be kept: the stack does not say observability.logs.store: own. Say so, or leave " +
                "the add-on out.");
        }

        if (VolumeGiB is < 1 or > 1000)
        {
            yield return new("volumeGiB", $"volumeGiB is {VolumeGiB}. Allowed: 1 to 1000.");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<ChartSecret> Secrets(ClusterContext context)
    {
        if (LogTarget.Of(context)?.Own is not LokiLogs { Store: var store })
        {
            return [];
        }

        var texts = ImmutableSortedDictionary<string, string>.Empty;
        return
        [
            new(Secret, Chart.Namespace)
            {
                Secrets = ImmutableSortedDictionary<string, string>.Empty.Add(Login, store.CredentialsSecret),
                Texts = store.CaCertificate is { } authority ? texts.Add(Authority, authority) : texts,
            },
        ];
    }

    /// <inheritdoc/>
    /// <remarks>Collectors and Grafana let themselves in; nobody else reads or writes.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.Among, Flow.Scraped(3100), .. Flow.ToServices((LogTarget.Of(context)?.Own as LokiLogs)?.Store.Endpoint),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var replicas = context.Sizing.WebhookReplicas;
        return new JsonObject
        {
            ["deploymentMode"] = "Monolithic",
            ["loki"] = Config(context, replicas),
            ["singleBinary"] = new JsonObject
            {
                // The classes of volumes come after the releases. What is not yet in the bucket is in the other replicas, and a replica
                // that ends puts there what it has.
                ["persistence"] = new JsonObject
                {
                    ["enabled"] = false,
                    ["dataVolumeParameters"] = new JsonObject { ["emptyDir"] = new JsonObject { ["sizeLimit"] = $"{VolumeGiB}Gi" } },
                },
                ["terminationGracePeriodSeconds"] = 120,
                ["sidecar"] = false,
            },
            ["defaults"] = new JsonObject
            {
                ["extraEnv"] = new JsonArray(
                    new JsonObject { ["name"] = "AWS_SHARED_CREDENTIALS_FILE", ["value"] = $"{Folder}/{Login}" }),
                ["extraVolumes"] = new JsonArray(
                    new JsonObject { ["name"] = Secret, ["secret"] = new JsonObject { ["secretName"] = Secret } }),
                ["extraVolumeMounts"] = new JsonArray(
                    new JsonObject { ["name"] = Secret, ["mountPath"] = Folder, ["readOnly"] = true }),
                // A hook with another image, for the day on which a volume grows.
                ["statefulSetRecreateJob"] = new JsonObject { ["patchPVC"] = false },
                ["automountServiceAccountToken"] = false,
            },
            // The other modes, and what is for large installations or for trying it out.
            ["write"] = new JsonObject { ["replicas"] = 0 },
            ["read"] = new JsonObject { ["replicas"] = 0 },
            ["backend"] = new JsonObject { ["replicas"] = 0 },
            ["ruler"] = new JsonObject { ["enabled"] = false },
            ["gateway"] = new JsonObject { ["enabled"] = false },
            ["chunksCache"] = new JsonObject { ["enabled"] = false },
            ["resultsCache"] = new JsonObject { ["enabled"] = false },
            ["lokiCanary"] = new JsonObject { ["enabled"] = false },
            ["test"] = new JsonObject { ["enabled"] = false },
            // Without rules nothing looks for config maps and secrets, of the whole cluster.
            ["sidecar"] = new JsonObject { ["rules"] = new JsonObject { ["enabled"] = false } },
            ["serviceAccount"] = new JsonObject { ["automountServiceAccountToken"] = false },
            // On the first day none is ready before it has found the others.
            ["memberlist"] = new JsonObject { ["service"] = new JsonObject { ["publishNotReadyAddresses"] = true } },
        };
    }

    private static JsonObject Config(ClusterContext context, int replicas)
    {
        if (LogTarget.Of(context)?.Own is not LokiLogs store)
        {
            return [];
        }

        var s3 = new JsonObject
        {
            ["endpoint"] = store.Store.Endpoint, ["region"] = store.Store.Region, ["s3ForcePathStyle"] = true,
        };
        if (store.Store.CaCertificate is not null)
        {
            s3["http_config"] = new JsonObject { ["ca_file"] = $"{Folder}/{Authority}" };
        }

        return new JsonObject
        {
            // Whoever reaches it may read and write: its network policy and its namespace are its login.
            ["auth_enabled"] = false,
            ["commonConfig"] = new JsonObject { ["replication_factor"] = replicas },
            ["storage"] = new JsonObject
            {
                ["type"] = "s3",
                ["bucketNames"] = new JsonObject { ["chunks"] = store.Bucket, ["ruler"] = store.Bucket },
                // Without keys here the client reads the file that its environment names (pkg/storage/chunk/client/aws/
                // s3_storage_client.go of grafana/loki).
                ["s3"] = s3,
            },
            ["schemaConfig"] = new JsonObject
            {
                ["configs"] = new JsonArray(new JsonObject
                {
                    ["from"] = "2024-04-01",
                    ["store"] = "tsdb",
                    ["object_store"] = "s3",
                    ["schema"] = "v13",
                    ["index"] = new JsonObject { ["prefix"] = "index_", ["period"] = "24h" },
                }),
            },
            ["limits_config"] = new JsonObject { ["retention_period"] = $"{store.Days * 24}h" },
            ["compactor"] = new JsonObject
            {
                ["working_directory"] = "/var/loki/compactor", ["retention_enabled"] = true, ["delete_request_store"] = "s3",
            },
            ["analytics"] = new JsonObject { ["reporting_enabled"] = false },
        };
    }
}
