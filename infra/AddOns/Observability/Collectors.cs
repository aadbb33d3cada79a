using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Observability;

/// <summary>The collectors of a cluster, as objects of the operator.</summary>
/// <remarks>The names of components are those of version 0.158: <c>file_log</c>, <c>k8s_attributes</c> and <c>otlp_http</c> had others
/// once (UPGRADING.md of the chart opentelemetry-collector).</remarks>
internal static class Collectors
{
    /// <summary>Names of the collectors, and of their service accounts.</summary>
    public const string Gateway = "gateway", Events = "events", Logs = "logs";

    /// <summary>The address of the gateway inside its cluster: 4317 for gRPC, 4318 for HTTP. The operator names the service.</summary>
    public const string GatewayService = $"{Gateway}-collector.{OpenTelemetry.Namespace}.svc";

    private const string Root = "/var/log/pods", Claim = "storage", Secret = "destinations", Files = "pods";
    private const int User = 10001;

    /// <summary>The namespace of a collector.</summary>
    public static string Home(string name) => name == Logs ? OpenTelemetry.NodeNamespace : OpenTelemetry.Namespace;

    /// <summary>The collectors for which there is a destination.</summary>
    public static IEnumerable<JsonObject> Of(ClusterContext context)
    {
        var logs = LogTarget.Of(context);
        if (logs is not null)
        {
            yield return NodeLogs(context);
            yield return ClusterEvents(context);
        }

        if (logs is not null || context.Platform.Observability.Traces is not null || KubePrometheus.OtlpUrls(context).Any())
        {
            yield return OtlpGateway(context);
        }
    }

    // Reads the files of all containers but its own, which would feed on themselves, and goes on where it stopped.
    private static JsonObject NodeLogs(ClusterContext context)
    {
        var config = CollectorConfig.Of(
            new JsonObject
            {
                ["file_log"] = new JsonObject
                {
                    ["include"] = new JsonArray($"{Root}/*/*/*.log"),
                    ["exclude"] = new JsonArray($"{Root}/{OpenTelemetry.NodeNamespace}_*/*/*.log"),
                    // A pod that fails at once has told why before the collector of a new node runs.
                    ["start_at"] = "beginning",
                    ["storage"] = CollectorConfig.Storage,
                    ["include_file_path"] = true,
                    ["include_file_name"] = false,
                    ["retry_on_failure"] = new JsonObject { ["enabled"] = true, ["max_elapsed_time"] = "0s" },
                    // Knows the formats of containerd and CRI-O, joins long lines, and takes pod and container from the path.
                    ["operators"] = new JsonArray(new JsonObject { ["type"] = "container", ["id"] = "container-parser" }),
                },
            },
            [
                CollectorConfig.MemoryLimit,
                CollectorConfig.WhosePod(new JsonObject { ["from"] = "resource_attribute", ["name"] = "k8s.pod.uid" }, ofNode: true),
                CollectorConfig.ThisCluster(context),
            ],
            [("logs", LogExporters(context, $"${{env:{CollectorConfig.NodeName}}}"))]);
        var pod = new JsonObject
        {
            // The files belong to root. As their owner it needs no capability.
            ["runAsUser"] = 0,
            ["runAsGroup"] = 0,
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        };
        if (context.Cloud.ReadsVolumesPrivileged)
        {
            // SELinux keeps an ordinary pod from the files of others; where it is off, runtimes ignore this.
            pod["seLinuxOptions"] = new JsonObject { ["type"] = "spc_t" };
        }

        var spec = Spec(Logs, context, OpenTelemetry.Logs, config, pod, new JsonObject
        {
            ["hostPath"] = new JsonObject { ["path"] = "/var/lib/opentelemetry-collector", ["type"] = "DirectoryOrCreate" },
        });
        spec["mode"] = "daemonset";
        spec["priorityClassName"] = Placement.NodeCritical;
        spec["nodeSelector"] = new JsonObject { ["kubernetes.io/os"] = "linux" };
        spec["tolerations"] = Placement.TolerateAll();
        spec["daemonSetUpdateStrategy"] = new JsonObject
        {
            ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["maxUnavailable"] = "10%" },
        };
        spec["env"] = new JsonArray(new JsonObject
        {
            ["name"] = CollectorConfig.NodeName,
            ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["fieldPath"] = "spec.nodeName" } },
        });
        spec["volumes"]!.AsArray().Add(new JsonObject { ["name"] = Files, ["hostPath"] = new JsonObject { ["path"] = Root } });
        spec["volumeMounts"]!.AsArray().Add(new JsonObject { ["name"] = Files, ["mountPath"] = Root, ["readOnly"] = true });
        return Collector(Logs, spec);
    }

    // One, because two would tell everything twice.
    private static JsonObject ClusterEvents(ClusterContext context)
    {
        var config = CollectorConfig.Of(
            new JsonObject { ["k8s_events"] = new JsonObject { ["auth_type"] = "serviceAccount" } },
            [CollectorConfig.MemoryLimit, CollectorConfig.ThisCluster(context)],
            [("logs", LogExporters(context, Events))]);
        return Collector(Events, Deployed(Events, context, OpenTelemetry.Events, config, replicas: 1));
    }

    private static JsonObject OtlpGateway(ClusterContext context)
    {
        var traces = context.Platform.Observability.Traces;
        var config = CollectorConfig.Of(
            new JsonObject
            {
                ["otlp"] = new JsonObject
                {
                    ["protocols"] = new JsonObject
                    {
                        ["grpc"] = new JsonObject
                        {
                            ["endpoint"] = "0.0.0.0:4317",
                            // A client of gRPC keeps its connection, and with it a replica, unless it is told to go.
                            ["keepalive"] = new JsonObject { ["server_parameters"] = new JsonObject { ["max_connection_age"] = "5m" } },
                        },
                        ["http"] = new JsonObject { ["endpoint"] = "0.0.0.0:4318" },
                    },
                },
            },
            [
                CollectorConfig.MemoryLimit,
                CollectorConfig.NoClaims,
                CollectorConfig.WhosePod(new JsonObject { ["from"] = "connection" }, ofNode: false),
                CollectorConfig.ThisCluster(context),
            ],
            [
                ("logs", LogExporters(context, Gateway)),
                ("traces", traces is null ? [] : [OtlpDestination.Exporter("traces", traces, QueueMiB(context))]),
                ("metrics", [.. KubePrometheus.OtlpUrls(context).Select(MetricsExporter)]),
            ]);
        var spec = Deployed(Gateway, context, OpenTelemetry.Gateway, config, context.Sizing.Replicas);
        spec["topologySpreadConstraints"] = Placement.Spread(context.Cloud, "app.kubernetes.io/name", $"{Gateway}-collector");
        return Collector(Gateway, spec);
    }

    private static IReadOnlyList<CollectorExporter> LogExporters(ClusterContext context, string stream) =>
        LogTarget.Of(context) is { } target ? [target.Exporter(stream, QueueMiB(context))] : [];

    // Prometheus takes nothing that is older than its window.
    private static CollectorExporter MetricsExporter(string url, int index) =>
        new($"prometheus-{index}", CollectorExporter.Settings(url, 64, PrometheusServer.OtlpWindow));

    private static int QueueMiB(ClusterContext context) => context.Sizing.HighlyAvailable ? 512 : 128;

    private static JsonObject Deployed(string name, ClusterContext context, Requests requests, JsonObject config, int replicas)
    {
        var pod = new JsonObject
        {
            ["runAsNonRoot"] = true,
            ["runAsUser"] = User,
            ["runAsGroup"] = User,
            ["fsGroup"] = User,
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        };
        // A queue outlives its container, and not its pod. A file grows beyond the queue that is in it.
        var spec = Spec(name, context, requests, config, pod, new JsonObject
        {
            ["emptyDir"] = new JsonObject { ["sizeLimit"] = $"{8 * QueueMiB(context)}Mi" },
        });
        spec["mode"] = "deployment";
        spec["replicas"] = replicas;
        spec["priorityClassName"] = Placement.ClusterCritical;
        spec["nodeSelector"] = Placement.NodeSelector(context.Cloud, selectsLinux: false);
        spec["tolerations"] = Placement.Tolerations(context.Cloud);
        return spec;
    }

    private static JsonObject Spec(
        string name, ClusterContext context, Requests requests, JsonObject config, JsonObject pod, JsonObject storage)
    {
        storage["name"] = Claim;
        var (volumes, mounts) = (new JsonArray(storage), new JsonArray(Mount(Claim, CollectorConfig.StorageFolder)));
        if (context.Platform.Observability is var observability
            && new[] { LogTarget.Of(context)?.Service, name == Gateway ? observability.Traces : null }.Any(each =>
                each is not null && OtlpDestination.NeedsSecret(each)))
        {
            volumes.Add(new JsonObject
            {
                ["name"] = Secret, ["secret"] = new JsonObject { ["secretName"] = OtlpDestination.SecretName },
            });
            mounts.Add(Mount(Secret, OtlpDestination.Folder, readOnly: true));
        }

        return new JsonObject
        {
            ["image"] = $"{Mirror.Image(context.Platform, OpenTelemetry.ImageFor(LogTarget.Of(context)))}:{OpenTelemetry.CollectorVersion}",
            ["imagePullPolicy"] = "IfNotPresent",
            // The stack says what a collector is; a newer operator must not rewrite it.
            ["upgradeStrategy"] = "none",
            ["serviceAccount"] = name,
            ["resources"] = context.Sizing.Resources(requests.CpuMillis, requests.MemoryMiB, requests.LimitMiB),
            ["podSecurityContext"] = pod,
            ["securityContext"] = KubernetesObject.HardenedContainer(),
            ["observability"] = new JsonObject
            {
                ["metrics"] = new JsonObject { ["enableMetrics"] = AddOn.HasMonitorKinds(context.Cluster) },
            },
            ["volumes"] = volumes,
            ["volumeMounts"] = mounts,
            ["config"] = config,
        };
    }

    private static JsonObject Mount(string name, string path, bool readOnly = false)
    {
        var mount = new JsonObject { ["name"] = name, ["mountPath"] = path };
        if (readOnly)
        {
            mount["readOnly"] = true;
        }

        return mount;
    }

    private static JsonObject Collector(string name, JsonObject spec) =>
        KubernetesObject.Of("opentelemetry.io/v1beta1", "OpenTelemetryCollector", name, spec, Home(name));
}
