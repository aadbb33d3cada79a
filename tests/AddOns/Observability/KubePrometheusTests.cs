using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Specification;

namespace Infra.Tests.AddOns.Observability;

public class KubePrometheusTests
{
    private static PlatformSpec Forwarding { get; } = Fleet.Platform with
    {
        Observability = new()
        {
            RetentionDays = 30,
            Metrics = new() { Endpoint = "https://metrics.acme.example/push", Country = "DE", CredentialsSecret = "metrics" },
        },
    };

    [Theory]
    [InlineData("eks", 2)]
    [InlineData("aks", 2)]
    [InlineData("rke2", 2)]
    [InlineData("edge", 1)]
    public void Runs_two_servers_and_one_at_the_edge(string cluster, int servers) =>
        Assert.Equal(servers, Server(Fleet.Context(cluster))["replicas"]!.GetValue<int>());

    [Fact]
    public void Keeps_metrics_on_a_volume_that_no_backup_copies()
    {
        var server = Server(Fleet.Context("rke2"));
        Assert.Equal(
            """
            {"volumeClaimTemplate":{"metadata":{"labels":{"velero.io/exclude-from-backup":"true"}},"spec":{"storageClassName":"fast",
            "accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"50Gi"}}}}}
            """.ReplaceLineEndings(""),
            server["storageSpec"]!.ToJsonString());
        Assert.Equal(("15d", "40GB"), (Text(server, "retention"), Text(server, "retentionSize")));
    }

    [Fact]
    public void Takes_the_class_that_the_stack_names_and_room_on_the_node_without_any()
    {
        var named = Server(Fleet.Context("eks"), new KubePrometheus { StorageClass = "gp3" });
        Assert.Equal("gp3", named["storageSpec"]!["volumeClaimTemplate"]!["spec"]!["storageClassName"]!.GetValue<string>());
        var without = Server(Fleet.Context("eks"));
        Assert.Equal("""{"emptyDir":{"sizeLimit":"10Gi"}}""", without["storageSpec"]!.ToJsonString());
        Assert.Equal("8GB", Text(without, "retentionSize"));
    }

    [Fact]
    public void Tells_the_metrics_of_clusters_apart() => Assert.Equal(
        """{"organization":"acme","environment":"test","cluster":"berlin","region":"berlin"}""",
        Server(Fleet.Context("rke2"))["externalLabels"]!.ToJsonString());

    [Fact]
    public void Forwards_what_a_full_cluster_keeps_as_well()
    {
        var server = Server(Fleet.In(Forwarding, Fleet.Rke2));
        Assert.Equal(
            """
            [{"name":"platform","url":"https://metrics.acme.example/push",
            "authorization":{"credentials":{"name":"metrics-destination","key":"token"}}}]
            """.ReplaceLineEndings(""),
            server["remoteWrite"]!.ToJsonString());
        Assert.Equal("30d", Text(server, "retention"));
    }

    [Fact]
    public void Logs_in_with_a_user_and_trusts_the_authority_that_the_stack_gives()
    {
        var context = Fleet.In(Fleet.Platform with
        {
            Observability = new()
            {
                Metrics = new()
                {
                    Endpoint = "https://m.acme.example", User = "acme", CredentialsSecret = "metrics", CaCertificate = "PEM",
                },
            },
        }, Fleet.Rke2);
        Assert.Equal(
            """
            [{"name":"platform","url":"https://m.acme.example","basicAuth":{"username":{"name":"metrics-destination","key":"user"},
            "password":{"name":"metrics-destination","key":"password"}},
            "tlsConfig":{"ca":{"secret":{"name":"metrics-destination","key":"ca.crt"}}}}]
            """.ReplaceLineEndings(""),
            Server(context)["remoteWrite"]!.ToJsonString());
        var secret = Assert.Single(new KubePrometheus().Secrets(context));
        Assert.Equal("monitoring", secret.Namespace);
        Assert.Equal(["password=metrics"], secret.Secrets.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["ca.crt=PEM", "user=acme"], secret.Texts.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Needs_no_secret_for_a_service_that_knows_its_clients() => Assert.Empty(new KubePrometheus().Secrets(
        Fleet.In(Fleet.Platform with { Observability = new() { Metrics = new() { Endpoint = "https://m.acme.example" } } }, Fleet.Rke2)));

    [Fact]
    public void Only_forwards_at_the_edge_where_there_is_a_destination()
    {
        var context = Fleet.In(Forwarding, Fleet.Edge);
        var values = ChartValues.Of(new KubePrometheus(), context);
        Assert.True(values["prometheus"]!["agentMode"]!.GetValue<bool>());
        Assert.False(values["defaultRules"]!["create"]!.GetValue<bool>());
        Assert.Null(Server(context)["storageSpec"]);
        Assert.Equal("""{"requests":{"cpu":"100m","memory":"512Mi"},"limits":{"memory":"1536Mi"}}""",
            Server(context)["resources"]!.ToJsonString());
        Assert.Empty(new KubePrometheus().Manifests(context));
    }

    [Fact]
    public void Keeps_a_day_at_the_edge_where_there_is_none_and_tells_nobody()
    {
        var values = ChartValues.Of(new KubePrometheus(), Fleet.Context("edge"));
        Assert.Null(values["prometheus"]!["agentMode"]);
        Assert.True(values["defaultRules"]!["create"]!.GetValue<bool>());
        Assert.Equal("24h", Text(values["prometheus"]!["prometheusSpec"]!, "retention"));
        Assert.Equal("""{"enabled":false}""", values["alertmanager"]!.ToJsonString());
        Assert.Equal("""{"enabled":false}""", values["grafana"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("edge")]
    public void Sees_the_monitors_and_rules_of_every_namespace(string cluster)
    {
        var server = Server(Fleet.Context(cluster));
        Assert.All(
            new[] { "serviceMonitor", "podMonitor", "probe", "scrapeConfig", "rule" },
            kind => Assert.False(server[$"{kind}SelectorNilUsesHelmValues"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    [InlineData("rke2")]
    [InlineData("k3s")]
    [InlineData("kubeadm")]
    public void Scrapes_no_part_of_the_control_plane_that_answers_only_its_own_node(string cluster)
    {
        var values = ChartValues.Of(new KubePrometheus(), Fleet.Context(cluster));
        Assert.All(
            new[] { "kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy" },
            part => Assert.Equal("""{"enabled":false}""", values[part]!.ToJsonString()));
    }

    [Fact]
    public void Lets_the_API_server_go_on_while_the_webhook_is_away()
    {
        var webhooks = ChartValues.Of(new KubePrometheus(), Fleet.Context("eks"))["prometheusOperator"]!["admissionWebhooks"]!;
        Assert.Equal("""{"failurePolicy":"Ignore","certManager":{"enabled":true}}""", webhooks.ToJsonString());
    }

    [Fact]
    public void Has_no_webhook_where_nobody_issues_its_certificate()
    {
        var context = Fleet.Context("eks");
        var without = context with
        {
            Cluster = context.Cluster with { AddOns = [.. context.Cluster.AddOns.Where(each => each is not CertManager)] },
        };
        Assert.Equal(
            """{"admissionWebhooks":{"enabled":false},"tls":{"enabled":false}}""",
            new KubePrometheus().Values(without)["prometheusOperator"]!.ToJsonString());
    }

    [Fact]
    public void Reads_the_host_from_a_namespace_of_its_own() => Assert.Equal(
        "monitoring-nodes",
        ChartValues.Of(new KubePrometheus(), Fleet.Context("eks"))["prometheus-node-exporter"]!["namespaceOverride"]!.GetValue<string>());

    [Fact]
    public void Tells_those_whom_the_stack_names_of_alerts()
    {
        var addOn = new KubePrometheus { Receivers = new() { WebhookSecret = "hook", PagerDutySecret = "pager" } };
        var alertmanager = ChartValues.Of(addOn, Fleet.Context("eks"))["alertmanager"]!;
        Assert.Equal("platform", alertmanager["config"]!["route"]!["receiver"]!.GetValue<string>());
        Assert.Equal(
            """
            {"name":"platform",
            "webhook_configs":[{"url_file":"/etc/alertmanager/secrets/alert-receivers/webhook-url","send_resolved":true}],
            "pagerduty_configs":[{"routing_key_file":"/etc/alertmanager/secrets/alert-receivers/pagerduty-key"}]}
            """.ReplaceLineEndings(""),
            alertmanager["config"]!["receivers"]![1]!.ToJsonString());
        Assert.Equal("""["alert-receivers"]""", alertmanager["alertmanagerSpec"]!["secrets"]!.ToJsonString());
        Assert.Equal(
            ["pagerduty-key=pager", "webhook-url=hook"],
            addOn.Secrets(Fleet.Context("eks")).Single().Secrets.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(
            [("addOns.kube-prometheus-stack.receivers.webhookSecret", "hook"),
                ("addOns.kube-prometheus-stack.receivers.pagerDutySecret", "pager")],
            addOn.NamedSecrets);
    }

    [Theory]
    [InlineData("eks", true, "a webhook, PagerDuty")]
    [InlineData("eks", false, "nobody")]
    [InlineData("edge", true, "nobody")]
    [InlineData("openshift", false, "whom OpenShift's Alertmanager tells")]
    public void Says_whom_alerts_reach(string cluster, bool named, string told) => Assert.Equal(
        told,
        new KubePrometheus { Receivers = named ? new() { WebhookSecret = "hook", PagerDutySecret = "pager" } : null }
            .AlertsReach(Fleet.Context(cluster)));

    [Fact]
    public void Tells_nobody_by_default()
    {
        var config = ChartValues.Of(new KubePrometheus(), Fleet.Context("eks"))["alertmanager"]!["config"]!;
        Assert.Equal("null", config["route"]!["receiver"]!.GetValue<string>());
        Assert.Equal("""[{"name":"null"}]""", config["receivers"]!.ToJsonString());
    }

    [Fact]
    public void Configures_what_OpenShift_has_and_installs_nothing_beside_it()
    {
        var context = Fleet.In(Forwarding, Fleet.OpenShift);
        Assert.False(new KubePrometheus().ByChart(context));
        Assert.DoesNotContain(AddOn.Of(context.Cluster), addOn => addOn is PrometheusOperatorCrds);
        var maps = new KubePrometheus().Manifests(context).ToList();
        Assert.Equal(
            ["openshift-monitoring/cluster-monitoring-config", "openshift-user-workload-monitoring/user-workload-monitoring-config"],
            maps.Where(map => (string?)map["kind"] == "ConfigMap")
                .Select(map => $"{map["metadata"]!["namespace"]}/{map["metadata"]!["name"]}"));
        Assert.All(maps[2..], rule => Assert.Equal("monitoring", (string?)rule["metadata"]!["namespace"]));
        Assert.Equal(
            """
            enableUserWorkload: true
            prometheusK8s:
              retention: "30d"
              externalLabels:
                organization: acme
                environment: test
                cluster: paris
                region: berlin
              remoteWrite:
              - name: platform
                url: https://metrics.acme.example/push
                authorization:
                  credentials:
                    name: metrics-destination
                    key: token

            """.ReplaceLineEndings("\n"),
            maps[0]["data"]!["config.yaml"]!.GetValue<string>());
        Assert.Contains("namespacesWithoutLabelEnforcement:\n- monitoring\n", maps[1]["data"]!["config.yaml"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Equal(
            ["openshift-monitoring", "openshift-user-workload-monitoring"],
            new KubePrometheus().Secrets(context).Select(secret => secret.Namespace));
    }

    [Fact]
    public void Keeps_the_metrics_of_OpenShift_on_volumes_where_there_is_a_class()
    {
        var site = Fleet.OpenShift with { Storage = new() { Fast = new() } };
        var config = new KubePrometheus().Manifests(Fleet.In(Fleet.Platform, site)).First()["data"]!["config.yaml"]!.GetValue<string>();
        Assert.Contains("      storageClassName: fast\n", config, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_the_kinds_a_second_time_on_OpenShift() => Assert.Equal(
        "OpenShift has the kinds of its own monitoring; remove the add-on here.",
        new PrometheusOperatorCrds().Obstacle(Fleet.Context("openshift").Cloud));

    [Fact]
    public void Accepts_its_settings() => Assert.Empty(new KubePrometheus
    {
        VolumeGiB = 200, StorageClass = "managed-csi.premium", Domain = "grafana.acme.example",
    }.Mistakes(Fleet.Context("eks")));

    [Theory]
    [InlineData(9)]
    [InlineData(16001)]
    public void Rejects_a_volume_of_no_use(int size) => Assert.Equal(
        [new Mistake("volumeGiB", $"{size} GiB. Allowed: 10 to 16000.")],
        new KubePrometheus { VolumeGiB = size }.Mistakes(Fleet.Context("eks")));

    [Fact]
    public void Rejects_what_is_no_class_and_no_host() => Assert.Equal(
        [
            new Mistake(
                "storageClass",
                "\"GP3\" is not the name of a storage class. Allowed: lower-case letters, digits, hyphens and dots, at most 253."),
            new Mistake("domain", "\"grafana\" is not a host name. Allowed: a name such as grafana.acme.example, in lower case."),
        ],
        new KubePrometheus { StorageClass = "GP3", Domain = "grafana" }.Mistakes(Fleet.Context("eks")));

    private static JsonNode Server(ClusterContext context, KubePrometheus? addOn = null) =>
        ChartValues.Of(addOn ?? new KubePrometheus(), context)["prometheus"]!["prometheusSpec"]!;

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
