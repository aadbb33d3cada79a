using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.Facts.Clusters;
using Infra.Specification.Observability;

namespace Infra.Tests.AddOns.Observability;

public class OpenTelemetryTests
{
    private static LogsSpec Sent { get; } = new() { Endpoint = "https://otlp.acme.example", Country = "DE" };

    private static LogsSpec Kept { get; } = new() { Store = LogPlace.Own };

    private static DestinationSpec Store { get; } = new() { Endpoint = "https://otlp.acme.example", Country = "DE" };

    [Fact]
    public void Is_on_where_there_is_a_destination()
    {
        Assert.False(new OpenTelemetry().OnByDefault(Context("eks", new())));
        Assert.False(new OpenTelemetry().OnByDefault(Context("eks", new() { Metrics = Store })));
        Assert.True(new OpenTelemetry().OnByDefault(Context("eks", new() { Logs = Sent })));
        Assert.True(new OpenTelemetry().OnByDefault(Context("eks", new() { Traces = Store })));
    }

    [Fact]
    public void Has_a_collector_for_each_thing_that_goes_somewhere()
    {
        Assert.Equal(["opentelemetry-nodes/logs", "opentelemetry/events", "opentelemetry/gateway"], Names(new() { Logs = Sent }));
        Assert.Equal(["opentelemetry/gateway"], Names(new() { Traces = Store }));
        Assert.Equal(["opentelemetry/gateway"], Names(new()));
    }

    [Theory]
    [InlineData("rke2", "logs,metrics", "logs,metrics,traces")]
    [InlineData("edge", "logs,metrics", "logs,metrics,traces")]
    [InlineData("openshift", "logs", "logs,traces")]
    public void Has_a_pipeline_for_each_signal_that_goes_somewhere(string cluster, string withLogs, string withBoth)
    {
        Assert.Equal(withLogs, string.Join(',', Pipelines(Collector("gateway", cluster, new() { Logs = Sent }))));
        Assert.Equal(withBoth, string.Join(',', Pipelines(Collector("gateway", cluster, new() { Logs = Sent, Traces = Store }))));
    }

    [Theory]
    [InlineData("eks-mirror")]
    [InlineData("aks-mirror")]
    [InlineData("rke2-mirror")]
    [InlineData("edge-mirror")]
    [InlineData("openshift-mirror")]
    public void Uses_every_component_that_it_configures_and_configures_every_one_that_it_uses(string cluster)
    {
        Assert.All(Collectors.Of(Fleet.Context(cluster)), collector =>
        {
            var config = collector["spec"]!["config"]!;
            var pipelines = config["service"]!["pipelines"]!.AsObject().Select(pipeline => pipeline.Value!).ToList();
            foreach (var kind in new[] { "receivers", "processors", "exporters" })
            {
                Assert.Equal(Keys(config[kind]), pipelines.SelectMany(pipeline => Texts(pipeline[kind])).Distinct().Order());
            }

            Assert.Equal(Keys(config["extensions"]), Texts(config["service"]!["extensions"]).Order());
            var logins = config["exporters"]!.AsObject().Select(exporter => exporter.Value!["auth"]?["authenticator"]!.GetValue<string>());
            Assert.Empty(logins.OfType<string>().Except(Keys(config["extensions"])));
            Assert.All(pipelines, pipeline => Assert.Equal("memory_limiter", Texts(pipeline["processors"]).First()));
            Assert.All(
                config["exporters"]!.AsObject(),
                exporter => Assert.Equal("file_storage", exporter.Value!["sending_queue"]!["storage"]!.GetValue<string>()));
        });
    }

    [Fact]
    public void Reads_the_files_of_every_node_as_root_without_capabilities_in_a_namespace_of_its_own()
    {
        var spec = Collector("logs", "eks", new() { Logs = Sent });
        Assert.Equal("daemonset", Text(spec, "mode"));
        Assert.Equal("""[{"operator":"Exists"}]""", spec["tolerations"]!.ToJsonString());
        Assert.Equal("system-node-critical", Text(spec, "priorityClassName"));
        Assert.Equal(
            """
            [{"hostPath":{"path":"/var/lib/opentelemetry-collector","type":"DirectoryOrCreate"},"name":"storage"},
            {"name":"pods","hostPath":{"path":"/var/log/pods"}}]
            """.ReplaceLineEndings(""),
            spec["volumes"]!.ToJsonString());
        Assert.Equal(
            """
            [{"name":"storage","mountPath":"/var/lib/otelcol"},{"name":"pods","mountPath":"/var/log/pods","readOnly":true}]
            """.ReplaceLineEndings(""),
            spec["volumeMounts"]!.ToJsonString());
        Assert.Equal(
            """{"runAsUser":0,"runAsGroup":0,"seccompProfile":{"type":"RuntimeDefault"}}""", spec["podSecurityContext"]!.ToJsonString());
        Assert.Equal(
            """{"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]}}""",
            spec["securityContext"]!.ToJsonString());
    }

    [Fact]
    public void Reads_them_where_SELinux_is_enforced() => Assert.Equal(
        "spc_t",
        Collector("logs", "openshift", new() { Logs = Sent })["podSecurityContext"]!["seLinuxOptions"]!["type"]!.GetValue<string>());

    [Fact]
    public void Goes_on_reading_where_it_stopped_and_never_reads_itself()
    {
        var receiver = Collector("logs", "eks", new() { Logs = Sent })["config"]!["receivers"]!["file_log"]!;
        Assert.Equal("file_storage", Text(receiver, "storage"));
        Assert.Equal("""["/var/log/pods/opentelemetry-nodes_*/*/*.log"]""", receiver["exclude"]!.ToJsonString());
        Assert.Equal("""{"enabled":true,"max_elapsed_time":"0s"}""", receiver["retry_on_failure"]!.ToJsonString());
        Assert.Equal("""[{"type":"container","id":"container-parser"}]""", receiver["operators"]!.ToJsonString());
    }

    [Theory]
    [InlineData("rke2", 2, 512, "1024Mi")]
    [InlineData("edge", 1, 128, "512Mi")]
    public void Is_small_at_the_edge(string cluster, int replicas, int queueMiB, string memory)
    {
        var spec = Collector("gateway", cluster, new() { Traces = Store });
        Assert.Equal(replicas, spec["replicas"]!.GetValue<int>());
        Assert.Equal(memory, spec["resources"]!["limits"]!["memory"]!.GetValue<string>());
        Assert.Equal(
            queueMiB * 1024 * 1024,
            spec["config"]!["exporters"]!["otlp_http/traces"]!["sending_queue"]!["queue_size"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("rke2")]
    [InlineData("edge")]
    public void Collects_events_once(string cluster) =>
        Assert.Equal(1, Collector("events", cluster, new() { Logs = Sent })["replicas"]!.GetValue<int>());

    [Fact]
    public void Believes_no_workload_where_it_runs()
    {
        var config = Collector("gateway", "eks", new() { Traces = Store })["config"]!;
        Assert.Equal(
            ["memory_limiter", "resource/claims", "k8s_attributes", "resource/cluster"],
            Texts(config["service"]!["pipelines"]!["traces"]!["processors"]));
        Assert.Equal(
            """[{"sources":[{"from":"connection"}]}]""", config["processors"]!["k8s_attributes"]!["pod_association"]!.ToJsonString());
    }

    [Fact]
    public void Tells_which_cluster_it_is() => Assert.Equal(
        [
            "organization=acme", "deployment.environment.name=test", "k8s.cluster.name=berlin", "cloud.region=berlin",
        ],
        Collector("events", "rke2", new() { Logs = Sent })["config"]!["processors"]!["resource/cluster"]!["attributes"]!.AsArray()
            .Select(action => $"{action!["key"]}={action["value"]}"));

    [Fact]
    public void Gives_each_server_of_Prometheus_the_metrics_of_workloads()
    {
        var exporters = Collector("gateway", "rke2", new() { Traces = Store })["config"]!["exporters"]!;
        Assert.Equal(
            [
                "http://prometheus-kube-prometheus-stack-prometheus-0.prometheus-operated.monitoring.svc:9090/api/v1/otlp",
                "http://prometheus-kube-prometheus-stack-prometheus-1.prometheus-operated.monitoring.svc:9090/api/v1/otlp",
            ],
            exporters.AsObject().Where(exporter => exporter.Key.Contains("prometheus", StringComparison.Ordinal))
                .Select(exporter => Text(exporter.Value!, "endpoint")));
        Assert.Equal(
            "http://kube-prometheus-stack-prometheus.monitoring.svc:9090/api/v1/otlp",
            Text(Collector("gateway", "edge", new() { Traces = Store })["config"]!["exporters"]!["otlp_http/prometheus-0"]!, "endpoint"));
    }

    [Fact]
    public void Prometheus_takes_them_only_where_there_is_a_gateway()
    {
        var with = Server(Context("rke2", new() { Traces = Store }));
        Assert.True(with["enableOTLPReceiver"]!.GetValue<bool>());
        Assert.Contains("k8s.namespace.name", Texts(with["otlp"]!["promoteResourceAttributes"]));
        Assert.Equal("10m", Text(with["tsdb"]!, "outOfOrderTimeWindow"));
        Assert.Null(Server(Context("rke2", new()))["enableOTLPReceiver"]);
        var agent = Server(Context("edge", new() { Traces = Store, Metrics = Store }));
        Assert.True(agent["enableOTLPReceiver"]!.GetValue<bool>());
        Assert.Null(agent["tsdb"]);
    }

    [Fact]
    public void Logs_in_with_files_of_a_secret_so_that_no_configuration_has_a_password()
    {
        var logs = Sent with { User = "acme", CredentialsSecret = "logs-password", CaCertificate = "PEM" };
        var context = Context("rke2", new() { Logs = logs, Traces = Store with { CredentialsSecret = "traces-token" } });
        var config = new OpenTelemetry().Manifests(context).Last()["spec"]!["config"]!;
        Assert.Equal(
            """{"client_auth":{"username_file":"/etc/destinations/logs-user","password_file":"/etc/destinations/logs-password"}}""",
            config["extensions"]!["basicauth/logs"]!.ToJsonString());
        Assert.Equal("""{"filename":"/etc/destinations/traces-token"}""", config["extensions"]!["bearertokenauth/traces"]!.ToJsonString());
        Assert.Equal("""{"ca_file":"/etc/destinations/logs-ca.crt"}""", config["exporters"]!["otlp_http/logs"]!["tls"]!.ToJsonString());
        var secrets = new OpenTelemetry().Secrets(context).ToList();
        Assert.Equal(
            ["opentelemetry/destinations", "opentelemetry-nodes/destinations"], secrets.Select(each => $"{each.Namespace}/{each.Name}"));
        Assert.Equal(
            ["logs-password=logs-password", "traces-token=traces-token"], secrets[0].Secrets.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["logs-password=logs-password"], secrets[1].Secrets.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["logs-ca.crt=PEM", "logs-user=acme"], secrets[1].Texts.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Needs_no_secret_for_a_store_that_knows_its_clients()
    {
        var context = Context("rke2", new() { Logs = Sent });
        Assert.Empty(new OpenTelemetry().Secrets(context));
        Assert.All(
            new OpenTelemetry().Manifests(context),
            collector => Assert.DoesNotContain("destinations", collector["spec"]!["volumes"]!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_every_image_from_the_mirror_those_that_the_operator_would_choose_included()
    {
        var context = Fleet.Context("rke2-mirror");
        var manager = ChartValues.Of(new OpenTelemetry(), context)["manager"]!;
        var folder = $"{Fleet.Registry}/open-telemetry/opentelemetry-operator";
        Assert.Equal(
            $$"""{"repository":"{{folder}}/autoinstrumentation-python","tag":"0.64b0"}""",
            manager["autoInstrumentationImage"]!["python"]!.ToJsonString());
        Assert.Equal($$"""{"repository":"{{folder}}/target-allocator","tag":"0.158.0"}""", manager["targetAllocatorImage"]!.ToJsonString());
        Assert.All(Collectors.Of(context), collector => Assert.Equal(
            $"{Fleet.Registry}/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0",
            Text(collector["spec"]!, "image")));
    }

    [Fact]
    public void Lets_the_pods_of_collectors_log_in_to_the_mirror_through_their_accounts()
    {
        var objects = ChartValues.Of(new OpenTelemetry(), Fleet.Context("eks-mirror"))["extraObjects"]!.AsArray();
        Assert.Equal(
            ["opentelemetry/gateway", "opentelemetry/events", "opentelemetry-nodes/logs"],
            objects.Where(each => Text(each!, "kind") == "ServiceAccount").Select(account =>
            {
                Assert.Equal("""[{"name":"platform-registry"}]""", account!["imagePullSecrets"]!.ToJsonString());
                return $"{account["metadata"]!["namespace"]}/{account["metadata"]!["name"]}";
            }));
        Assert.All(
            Collectors.Of(Fleet.Context("eks-mirror")),
            collector => Assert.Equal(Text(collector["metadata"]!, "name"), Text(collector["spec"]!, "serviceAccount")));
    }

    [Fact]
    public void Reads_events_only_where_they_go_somewhere()
    {
        Assert.Equal(
            ["opentelemetry-collectors", "opentelemetry-events"], Roles(Context("eks", new() { Logs = Sent })));
        Assert.Equal(["opentelemetry-collectors"], Roles(Context("eks", new() { Traces = Store })));
    }

    [Fact]
    public void Keeps_no_pod_of_the_cluster_itself_waiting()
    {
        var webhooks = new OpenTelemetry().Values(Fleet.Context("eks"))["admissionWebhooks"]!;
        Assert.Contains("kube-system", Texts(webhooks["namespaceSelector"]!["matchExpressions"]![0]!["values"]));
        Assert.Equal("NotIn", Text(webhooks["namespaceSelector"]!["matchExpressions"]![0]!, "operator"));
    }

    [Fact]
    public void Has_monitors_of_operator_and_collectors_where_something_scrapes_them()
    {
        var context = Fleet.Context("rke2-mirror");
        Assert.True(ChartValues.Of(new OpenTelemetry(), context)["manager"]!["serviceMonitor"]!["enabled"]!.GetValue<bool>());
        Assert.All(
            Collectors.Of(context),
            collector => Assert.True(collector["spec"]!["observability"]!["metrics"]!["enableMetrics"]!.GetValue<bool>()));
    }

    [Fact]
    public void Accepts_a_cluster_whose_Prometheus_takes_metrics() =>
        Assert.Empty(new OpenTelemetry().Mistakes(Context("rke2", new())));

    [Fact]
    public void Rejects_a_cluster_that_has_nowhere_to_send_to() => Assert.Equal(
        [
            new Mistake(
                "enabled",
                "there is nowhere to send to: neither observability.logs nor observability.traces says where to from here, and the " +
                "cluster has no Prometheus of the platform that takes metrics. Name a destination, or leave the add-on out."),
        ],
        new OpenTelemetry().Mistakes(Context("openshift", new())));

    [Fact]
    public void Keeps_logs_in_a_log_group_with_a_stream_for_each_node()
    {
        var exporter = Collector("logs", "eks", new() { Logs = Kept })["config"]!["exporters"]!["awscloudwatchlogs/logs"]!.AsObject();
        Assert.Equal(
            ["log_group_name", "log_stream_name", "region", "retry_on_failure", "sending_queue"], Keys(exporter));
        Assert.Equal("/ai-platform/acme-test-frankfurt/workloads", Text(exporter, "log_group_name"));
        Assert.Equal("${env:K8S_NODE_NAME}", Text(exporter, "log_stream_name"));
        Assert.Equal("eu-central-1", Text(exporter, "region"));
        Assert.Equal(
            ["events", "gateway"],
            new[] { "events", "gateway" }.Select(name => Text(
                Collector(name, "eks", new() { Logs = Kept })["config"]!["exporters"]!["awscloudwatchlogs/logs"]!, "log_stream_name")));
    }

    [Fact]
    public void Leaves_out_of_a_log_group_what_it_would_refuse_and_of_traces_nothing()
    {
        var config = Collector("gateway", "eks", new() { Logs = Kept, Traces = Store })["config"]!;
        Assert.Equal(
            ["""time_unix_nano > 0 and time < Now() - Duration("312h")""", """time > Now() + Duration("1h")"""],
            Texts(config["processors"]!["filter/times"]!["logs"]!["log_record"]));
        Assert.Equal("filter/times", Texts(config["service"]!["pipelines"]!["logs"]!["processors"]).Last());
        Assert.DoesNotContain("filter/times", Texts(config["service"]!["pipelines"]!["traces"]!["processors"]));
    }

    [Fact]
    public void Writes_to_a_log_group_as_an_identity_and_to_a_service_as_none()
    {
        var context = Context("eks", new() { Logs = Kept });
        Assert.Equal(
            [
                new("opentelemetry", "gateway", Access.LogStore) { ChartCreatesAccount = true },
                new("opentelemetry", "events", Access.LogStore) { ChartCreatesAccount = true },
                new WorkloadIdentity("opentelemetry-nodes", "logs", Access.LogStore) { ChartCreatesAccount = true },
            ],
            new OpenTelemetry().Identities(context));
        Assert.Empty(new OpenTelemetry().Secrets(context));
        Assert.Empty(new OpenTelemetry().Identities(Context("eks", new() { Logs = Sent })));
    }

    [Fact]
    public void Takes_the_larger_image_only_where_it_must()
    {
        Assert.All(
            Collectors.Of(Context("eks", new() { Logs = Kept })),
            collector => Assert.Equal(
                "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.158.0",
                Text(collector["spec"]!, "image")));
        Assert.All(
            Collectors.Of(Context("eks", new() { Logs = Sent })),
            collector => Assert.EndsWith(
                "opentelemetry-collector-k8s:0.158.0", Text(collector["spec"]!, "image"), StringComparison.Ordinal));
    }

    [Fact]
    public void Sends_from_clusters_without_a_store_where_a_service_is_named_beside_it()
    {
        var both = new ObservabilitySpec { Logs = Sent with { Store = LogPlace.Own } };
        Assert.True(Collector("logs", "edge", both)["config"]!["exporters"]!.AsObject().ContainsKey("otlp_http/logs"));
        Assert.True(Collector("logs", "eks", both)["config"]!["exporters"]!.AsObject().ContainsKey("awscloudwatchlogs/logs"));
        Assert.False(new OpenTelemetry().OnByDefault(Context("edge", new() { Logs = Kept })));
        Assert.True(new OpenTelemetry().OnByDefault(Context("eks", new() { Logs = Kept })));
    }

    private static ClusterContext Context(string cluster, ObservabilitySpec observability)
    {
        var platform = Fleet.Platform with { Observability = observability };
        return Fleet.In(platform, Fleet.Context(cluster).Cluster);
    }

    private static IEnumerable<string> Names(ObservabilitySpec observability) =>
        new OpenTelemetry().Manifests(Context("rke2", observability))
            .Select(collector => $"{collector["metadata"]!["namespace"]}/{collector["metadata"]!["name"]}");

    private static JsonNode Collector(string name, string cluster, ObservabilitySpec observability) =>
        new OpenTelemetry().Manifests(Context(cluster, observability))
            .Single(collector => Text(collector["metadata"]!, "name") == name)["spec"]!;

    private static IEnumerable<string> Pipelines(JsonNode spec) =>
        Keys(spec["config"]!["service"]!["pipelines"]);

    private static IEnumerable<string> Roles(ClusterContext context) =>
        new OpenTelemetry().Values(context)["extraObjects"]!.AsArray()
            .Where(each => Text(each!, "kind") == "ClusterRole").Select(role => Text(role!["metadata"]!, "name"));

    private static JsonNode Server(ClusterContext context) =>
        ChartValues.Of(new KubePrometheus(), context)["prometheus"]!["prometheusSpec"]!;

    private static IEnumerable<string> Keys(JsonNode? node) => node!.AsObject().Select(member => member.Key).Order();

    private static IEnumerable<string> Texts(JsonNode? node) => node!.AsArray().Select(text => text!.GetValue<string>());

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
