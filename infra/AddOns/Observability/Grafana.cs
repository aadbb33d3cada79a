using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>The values of Grafana, and its dashboards. Everything it shows is code, so it keeps no volume: what is changed by hand lasts as
/// long as its pod.</summary>
internal static class Grafana
{
    private const string Reader = "platform-dashboards";

    /// <summary>Annotation of a config map with a dashboard: the folder that it is shown in.</summary>
    public const string FolderAnnotation = "grafana_folder";

    // What its sidecars look for, in any namespace.
    private const string Label = "grafana_dashboard";

    /// <summary>The values, beside what the tables of the add-on say.</summary>
    public static JsonObject Values(KubePrometheus addOn, ClusterContext context) => new()
    {
        // Without single sign-on, the chart makes up a password once, keeps it in a secret and finds it there at every upgrade (lookup in
        // its templates/_helpers.tpl). With single sign-on there is neither user nor secret.
        ["env"] = addOn.Oidc is null ? [] : new JsonObject { ["GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION"] = "true" },
        // A pod that Helm starts to test a release, with an image of its own.
        ["testFramework"] = new JsonObject { ["enabled"] = false },
        ["rbac"] = new JsonObject { ["useExistingClusterRole"] = Reader },
        ["sidecar"] = new JsonObject
        {
            // Grafana looks for new files itself; to be told of them, it would have to know the password of its administrator.
            ["dashboards"] = new JsonObject
            {
                ["resource"] = "configmap",
                ["skipReload"] = true,
                // A team's dashboards are in a folder with its name.
                ["folderAnnotation"] = FolderAnnotation,
                ["provider"] = new JsonObject { ["foldersFromFilesStructure"] = true },
            },
            ["datasources"] = new JsonObject { ["resource"] = "configmap", ["skipReload"] = true, ["initDatasources"] = true },
        },
        ["grafana.ini"] = Settings(addOn, context),
        ["additionalDataSources"] = DataSources(context),
    };

    /// <summary>What the sidecars may do: the chart would let them read every secret of the cluster.</summary>
    public static JsonObject Role() => new()
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = "ClusterRole",
        ["metadata"] = new JsonObject { ["name"] = Reader },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray(""),
            ["resources"] = new JsonArray("configmaps"),
            ["verbs"] = new JsonArray("get", "list", "watch"),
        }),
    };

    /// <summary>The platform's own dashboards, a config map each; the chart adds those of Kubernetes and of Prometheus.</summary>
    public static IEnumerable<JsonObject> Dashboards() => Dashboard.All.Select(dashboard =>
    {
        var map = KubernetesObject.ConfigMap(
            $"dashboard-{dashboard.Name}", new JsonObject { [$"{dashboard.Name}.json"] = dashboard.Text }, KubePrometheus.Namespace);
        map["metadata"]!["labels"] = new JsonObject { [Label] = "1" };
        return map;
    });

    private static JsonArray DataSources(ClusterContext context) => LogTarget.Of(context)?.Own is not LokiLogs ? [] :
    [
        new JsonObject
        {
            ["name"] = "Loki", ["uid"] = "loki", ["type"] = "loki", ["access"] = "proxy", ["url"] = Loki.QueryUrl,
        },
    ];

    // https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/
    private static JsonObject Settings(KubePrometheus addOn, ClusterContext context)
    {
        var host = addOn.Domain ?? $"grafana.{context.Platform.Organization}.internal";
        var settings = new JsonObject
        {
            ["server"] = new JsonObject { ["domain"] = host, ["root_url"] = $"https://{host}/" },
            // Nothing is sent to the vendor or fetched from it; plugins come with the image.
            ["analytics"] = new JsonObject
            {
                ["reporting_enabled"] = false,
                ["check_for_updates"] = false,
                ["check_for_plugin_updates"] = false,
                ["feedback_links_enabled"] = false,
            },
            ["news"] = new JsonObject { ["news_feed_enabled"] = false },
            ["plugins"] = new JsonObject { ["preinstall_disabled"] = true, ["plugin_admin_enabled"] = false },
            ["snapshots"] = new JsonObject { ["external_enabled"] = false },
            ["users"] = new JsonObject { ["allow_sign_up"] = false },
            ["security"] = new JsonObject
            {
                ["disable_gravatar"] = true,
                ["cookie_secure"] = addOn.Oidc is not null,
            },
        };
        if (addOn.Oidc is { } oidc)
        {
            settings["auth"] = new JsonObject { ["disable_login_form"] = true };
            settings["auth.basic"] = new JsonObject { ["enabled"] = false };
            settings["auth.generic_oauth"] = new JsonObject
            {
                ["enabled"] = true,
                ["name"] = oidc.Name,
                ["client_id"] = oidc.ClientId,
                ["auth_url"] = oidc.AuthorizationUrl,
                ["token_url"] = oidc.TokenUrl,
                ["scopes"] = string.Join(' ', oidc.Scopes),
                ["use_pkce"] = true,
                ["auth_style"] = "InParams",
                ["allow_sign_up"] = true,
                ["role_attribute_path"] = oidc.Role,
                ["role_attribute_strict"] = true,
            };
        }

        return settings;
    }
}
