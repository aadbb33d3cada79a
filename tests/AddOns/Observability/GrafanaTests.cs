using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.AddOns.Observability.Settings;

namespace Infra.Tests.AddOns.Observability;

public partial class GrafanaTests
{
    private static readonly JsonSerializerOptions _asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static GrafanaOidcSpec Oidc { get; } = new()
    {
        AuthorizationUrl = "https://login.acme.example/authorize",
        TokenUrl = "https://login.acme.example/token",
        ClientId = "grafana",
        Administrators = ["platform"],
    };

    [Fact]
    public void Signs_users_in_with_the_provider_and_has_no_user_of_its_own()
    {
        var grafana = Values(new KubePrometheus { Domain = "grafana.acme.example", Oidc = Oidc });
        Assert.Equal("""{"GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION":"true"}""", grafana["env"]!.ToJsonString());
        var settings = grafana["grafana.ini"]!;
        Assert.Equal("https://grafana.acme.example/", settings["server"]!["root_url"]!.GetValue<string>());
        Assert.True(settings["auth"]!["disable_login_form"]!.GetValue<bool>());
        Assert.Equal(
            """
            {"enabled":true,"name":"SSO","client_id":"grafana","auth_url":"https://login.acme.example/authorize",
            "token_url":"https://login.acme.example/token","scopes":"openid profile email","use_pkce":true,"auth_style":"InParams",
            "allow_sign_up":true,"role_attribute_path":"contains(groups[*], 'platform') && 'Admin' || 'Viewer'",
            "role_attribute_strict":true}
            """.ReplaceLineEndings(""),
            settings["auth.generic_oauth"]!.ToJsonString(_asWritten));
    }

    [Fact]
    public void Lets_nobody_else_in_where_viewers_are_named() => Assert.Equal(
        "contains(groups[*], 'platform') && 'Admin' || contains(groups[*], 'teams') && 'Viewer'", (Oidc with { Viewers = ["teams"] }).Role);

    [Fact]
    public void Names_no_password_and_no_provider_by_default()
    {
        var grafana = Values(new KubePrometheus());
        Assert.Equal("{}", grafana["env"]!.ToJsonString());
        Assert.Null(grafana["adminPassword"]);
        Assert.Null(grafana["grafana.ini"]!["auth.generic_oauth"]);
        Assert.Equal("grafana.acme.internal", grafana["grafana.ini"]!["server"]!["domain"]!.GetValue<string>());
    }

    [Fact]
    public void Sends_nothing_to_the_vendor_and_fetches_nothing_from_it()
    {
        var settings = Values(new KubePrometheus())["grafana.ini"]!;
        Assert.All(settings["analytics"]!.AsObject(), each => Assert.False(each.Value!.GetValue<bool>()));
        Assert.True(settings["plugins"]!["preinstall_disabled"]!.GetValue<bool>());
        Assert.False(settings["news"]!["news_feed_enabled"]!.GetValue<bool>());
    }

    [Fact]
    public void Reads_config_maps_and_never_secrets()
    {
        var values = ChartValues.Of(new KubePrometheus(), Fleet.Context("eks"));
        var name = values["grafana"]!["rbac"]!["useExistingClusterRole"]!.GetValue<string>();
        var role = values["extraManifests"]!.AsArray().Single(
            each => (string?)each!["kind"] == "ClusterRole" && (string?)each["metadata"]!["name"] == name)!;
        Assert.Equal("""["configmaps"]""", role["rules"]![0]!["resources"]!.ToJsonString());
        Assert.Equal("configmap", values["grafana"]!["sidecar"]!["dashboards"]!["resource"]!.GetValue<string>());
    }

    [Fact]
    public void Shows_every_dashboard_that_is_in_the_folder()
    {
        var maps = new KubePrometheus().Manifests(Fleet.Context("eks"))
            .Where(map => map["kind"]!.GetValue<string>() == "ConfigMap").ToList();
        Assert.Equal(
            ["dashboard-cluster", "dashboard-gpus", "dashboard-namespaces"],
            maps.Select(map => map["metadata"]!["name"]!.GetValue<string>()));
        Assert.All(maps, map => Assert.Equal("""{"grafana_dashboard":"1"}""", map["metadata"]!["labels"]!.ToJsonString()));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(SdkSurface.Repository.Root, "infra", "AddOns", "Observability", "Dashboards"))
                .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Dashboard.All.Select(dashboard => dashboard.Name));
    }

    [Fact]
    public void Gives_every_panel_a_place_a_title_and_a_query_of_the_chosen_clusters() => Assert.All(Dashboard.All, dashboard =>
    {
        var json = JsonNode.Parse(dashboard.Text)!;
        Assert.Equal($"platform-{dashboard.Name}", json["uid"]!.GetValue<string>());
        Assert.NotEmpty(json["description"]!.GetValue<string>());
        var panels = json["panels"]!.AsArray();
        Assert.Equal(panels.Count, panels.Select(panel => panel!["gridPos"]!.ToJsonString()).Distinct().Count());
        Assert.All(panels, panel =>
        {
            Assert.NotEmpty(panel!["title"]!.GetValue<string>());
            Assert.Equal("prometheus", panel["datasource"]!["uid"]!.GetValue<string>());
            Assert.All(
                panel["targets"]!.AsArray(),
                target => Assert.Contains("cluster=~\"$cluster\"", target!["expr"]!.GetValue<string>(), StringComparison.Ordinal));
        });
    });

    [Fact]
    public void Asks_of_a_GPU_only_what_the_exporter_tells()
    {
        var told = File.ReadAllText(Path.Combine(SdkSurface.Repository.Root, "infra", "AddOns", "Gpu", "dcgm-metrics.csv"));
        var asked = Dashboard.All.SelectMany(dashboard => Counter().Matches(dashboard.Text)).Select(match => match.Value).Distinct()
            .ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, counter => Assert.Contains($"\n{counter},", told, StringComparison.Ordinal));
    }

    // What an exporter tells twice, or of a pod under another name, is right only in the recorded series.
    [Fact]
    public void Asks_for_the_recorded_series_of_GPUs_where_there_are_some()
    {
        var recorded = Directory.GetFiles(Path.Combine(SdkSurface.Repository.Root, "infra", "AddOns", "Observability", "Rules"))
            .SelectMany(file => Record().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();
        var asked = Dashboard.All.SelectMany(dashboard => Recorded().Matches(dashboard.Text)).Select(match => match.Value).Distinct()
            .ToList();
        Assert.NotEmpty(asked);
        Assert.Equal([], asked.Except(recorded));
        Assert.Equal(
            ["DCGM_EXP_XID_ERRORS_COUNT", "DCGM_FI_DEV_GPU_TEMP", "DCGM_FI_DEV_POWER_USAGE"],
            Dashboard.All.SelectMany(dashboard => Counter().Matches(dashboard.Text)).Select(match => match.Value).Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Shows_the_cost_of_idle_GPUs_of_each_team() => Assert.Contains(
        JsonNode.Parse(Dashboard.All.Single(dashboard => dashboard.Name == "gpus").Text)!["panels"]!.AsArray(),
        panel => panel!["targets"]!.AsArray().Any(
            target => (string?)target!["expr"] == "sum by (cluster, team) (gpu:idle_cost_per_hour:team{cluster=~\"$cluster\"})"));

    [Fact]
    public void Accepts_a_provider() => Assert.Empty(Oidc.Mistakes());

    [Fact]
    public void Rejects_what_Grafana_or_the_provider_would_not_take() => Assert.Equal(
        [
            new Mistake("name", "the text is blank."),
            new Mistake(
                "authorizationUrl",
                "\"http://login\" is not the URL of a provider. Allowed: https, a host, and optionally a port and a path."),
            new Mistake(
                "administrators[0]",
                "\"it's us\" contains ', which Grafana's settings do not take for text. Allowed: a text without '\"`\\;#${}."),
            new Mistake(
                "scopes",
                "\"openid\" is missing, without which a provider answers with no identity (OpenID Connect Core 1.0, section 3.1.2.1)."),
        ],
        (Oidc with { Name = " ", AuthorizationUrl = "http://login", Administrators = ["it's us"], Scopes = ["profile"] }).Mistakes());

    [Fact]
    public void Rejects_a_provider_by_the_path_of_its_setting() => Assert.Equal(
        ["oidc.viewers[0]"],
        new KubePrometheus { Oidc = Oidc with { Viewers = ImmutableArray.Create("") } }.Mistakes(Fleet.Context("eks"))
            .Select(mistake => mistake.Member));

    [GeneratedRegex("DCGM_[A-Z_]+")]
    private static partial Regex Counter();

    [GeneratedRegex("gpu:[a-z_]+:[a-z_]+")]
    private static partial Regex Recorded();

    [GeneratedRegex("record: ([a-z_:]+)")]
    private static partial Regex Record();

    private static JsonNode Values(KubePrometheus addOn) => ChartValues.Of(addOn, Fleet.Context("eks"))["grafana"]!;
}
