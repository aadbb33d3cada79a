using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Observability;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.AddOns.Observability;

public class LokiTests
{
    [Theory]
    [InlineData("rke2", true)]
    [InlineData("k3s", true)]
    [InlineData("openshift", true)]
    [InlineData("edge", false)]
    [InlineData("kubeadm", false)]
    [InlineData("eks", false)]
    [InlineData("aks", false)]
    public void Is_on_at_a_site_with_a_bucket_that_is_not_small(string cluster, bool on) =>
        Assert.Equal(on, new Loki().OnByDefault(Context(cluster)));

    [Fact]
    public void Is_off_where_the_stack_asks_for_no_store() => Assert.False(new Loki().OnByDefault(Fleet.Context("rke2")));

    [Fact]
    public void Runs_at_a_small_site_that_names_it()
    {
        var edge = Context("edge");
        var context = Clouds.Context(edge.Platform, edge.Cluster with { AddOns = [.. edge.Cluster.AddOns, new Loki()] });
        Assert.IsType<LokiLogs>(context.Cloud.OwnLogs(context.Platform));
        Assert.Empty(new Loki().Mistakes(context));
        Assert.Equal(1, Values(context)["singleBinary"]!["replicas"]!.GetValue<int>());
        Assert.Equal(1, Values(context)["loki"]!["commonConfig"]!["replication_factor"]!.GetValue<int>());
    }

    [Fact]
    public void Keeps_three_copies_until_they_are_in_the_bucket_and_removes_what_is_too_old()
    {
        var loki = Values(Context("rke2"))["loki"]!;
        Assert.Equal(3, loki["commonConfig"]!["replication_factor"]!.GetValue<int>());
        Assert.Equal("2160h", loki["limits_config"]!["retention_period"]!.GetValue<string>());
        Assert.True(loki["compactor"]!["retention_enabled"]!.GetValue<bool>());
        Assert.False(loki["analytics"]!["reporting_enabled"]!.GetValue<bool>());
        Assert.Equal(
            """{"endpoint":"https://s3.berlin.acme.example","region":"us-east-1","s3ForcePathStyle":true}""",
            loki["storage"]!["s3"]!.ToJsonString());
        Assert.Equal("""{"chunks":"logs","ruler":"logs"}""", loki["storage"]!["bucketNames"]!.ToJsonString());
    }

    [Fact]
    public void Logs_in_with_a_file_of_a_secret_and_trusts_the_authority_of_the_store()
    {
        var site = (OnPremClusterSpec)Context("rke2").Cluster;
        var context = Fleet.In(Context("rke2").Platform, site with
        {
            ObjectStore = site.ObjectStore! with { CaCertificate = OnPremSamples.Authority },
        });
        var secret = Assert.Single(new Loki().Secrets(context));
        Assert.Equal(("log-store", "loki"), (secret.Name, secret.Namespace));
        Assert.Equal("berlin-s3", secret.Secrets["credentials"]);
        Assert.Equal(OnPremSamples.Authority, secret.Texts["ca.crt"]);
        var values = Values(context);
        Assert.Equal("/etc/log-store/ca.crt", values["loki"]!["storage"]!["s3"]!["http_config"]!["ca_file"]!.GetValue<string>());
        Assert.Equal(
            """[{"name":"AWS_SHARED_CREDENTIALS_FILE","value":"/etc/log-store/credentials"}]""",
            values["defaults"]!["extraEnv"]!.ToJsonString());
    }

    [Fact]
    public void Waits_for_no_volume() => Assert.Equal(
        """{"enabled":false,"dataVolumeParameters":{"emptyDir":{"sizeLimit":"10Gi"}}}""",
        Values(Context("rke2"))["singleBinary"]!["persistence"]!.ToJsonString());

    [Theory]
    [InlineData("rke2")]
    [InlineData("openshift")]
    public void Takes_logs_from_the_collectors_by_OTLP(string cluster)
    {
        var collector = Collectors.Of(Context(cluster)).First();
        Assert.Equal(
            "http://loki.loki.svc:3100/otlp",
            collector["spec"]!["config"]!["exporters"]!["otlp_http/logs"]!["endpoint"]!.GetValue<string>());
        Assert.EndsWith("opentelemetry-collector-k8s:0.158.0", collector["spec"]!["image"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(new OpenTelemetry().Secrets(Context(cluster)));
        Assert.Empty(new OpenTelemetry().Identities(Context(cluster)));
    }

    [Fact]
    public void Leaves_to_the_agents_of_a_cloud_what_they_collect()
    {
        var context = Context("aks");
        Assert.IsType<WorkspaceLogs>(context.Cloud.OwnLogs(context.Platform));
        Assert.Equal(["gateway"], Collectors.Of(context).Select(collector => collector["metadata"]!["name"]!.GetValue<string>()));
        Assert.False(new OpenTelemetry().OnByDefault(context));
    }

    [Fact]
    public void Is_shown_in_Grafana_where_it_is()
    {
        Assert.Equal(
            """[{"name":"Loki","uid":"loki","type":"loki","access":"proxy","url":"http://loki.loki.svc:3100"}]""",
            DataSources(Context("rke2")));
        Assert.Equal("[]", DataSources(Context("eks")));
        Assert.Equal("[]", DataSources(Fleet.Context("rke2")));
    }

    [Fact]
    public void Rejects_a_Loki_to_which_nobody_sends() => Assert.Equal(
        [
            new Mistake(
                "enabled",
                "nothing would be kept: the stack does not say observability.logs.store: own. Say so, or leave the add-on out."),
        ],
        new Loki().Mistakes(Fleet.Context("rke2")));

    [Fact]
    public void Rejects_collectors_that_would_send_to_no_Loki() => Assert.Equal(
        [
            new Mistake(
                "enabled",
                "logs would go to Loki, which is off on this cluster. Turn it on with loki: {}, or remove logBucket and give " +
                "observability.logs.endpoint."),
        ],
        new OpenTelemetry().Mistakes(Clouds.Context(Context("rke2").Platform, Fleet.Rke2)));

    [Fact]
    public void Rejects_a_volume_without_room() => Assert.Equal(
        [new Mistake("volumeGiB", "volumeGiB is 0. Allowed: 1 to 1000.")], new Loki { VolumeGiB = 0 }.Mistakes(Context("rke2")));

    private static ClusterContext Context(string cluster) => Fleet.In(
        Fleet.Platform with { Observability = new() { Logs = new() { Store = LogPlace.Own } } }, Fleet.Context(cluster).Cluster);

    private static JsonObject Values(ClusterContext context) => ChartValues.Of(new Loki(), context);

    private static string DataSources(ClusterContext context) =>
        ChartValues.Of(new KubePrometheus(), context)["grafana"]!["additionalDataSources"]!.ToJsonString();
}
