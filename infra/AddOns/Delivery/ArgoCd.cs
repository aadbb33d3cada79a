using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Facts.Documents;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Delivery;

/// <summary>Argo CD on the hub, which deploys workloads to every cluster. It is reachable only inside the cluster; exposing it is a
/// separate decision.</summary>
public sealed record ArgoCd : AddOn
{
    /// <summary>Host name for users; absent: <c>argocd.{organization}.internal</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>Single sign-on. Once it is set, the built-in admin user is disabled; until then that user is the only way in.</summary>
    public ArgoCdOidcSpec? Oidc { get; init; }

    /// <summary>URL that is told when an Application fails or degrades, by a POST with a line of JSON: a receiver of the company's own, or
    /// that of a chat; absent: Applications name their own receivers by annotations.</summary>
    public string? Webhook { get; init; }

    /// <inheritdoc/>
    public override string Key => "argo-cd";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.Cluster.Role == ClusterRole.Hub;

    /// <inheritdoc/>
    public override string OnByDefaultText => "the hub";

    /// <inheritdoc/>
    public override string Highlights =>
        "Redis with three servers, on three nodes where there are three; not exposed outside the cluster; the admin user is " +
        "disabled once single sign-on is set";

    /// <inheritdoc/>
    public override Chart Chart => ArgoCdSettings.Chart;

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images => ArgoCdSettings.Images(manyCaches: HighlyAvailable);

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets =>
    [
        new("global.imagePullSecrets"),
        new("redis-ha.imagePullSecrets"),
        new("redis-ha.haproxy.imagePullSecrets"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors =>
    [
        .. from part in (string[])["controller", "server", "repoServer", "applicationSet", "notifications"]
           from value in (string[])["enabled", "serviceMonitor.enabled"]
           select $"{part}.metrics.{value}",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("all", WorkloadKind.Controller, "global"),
        Component("controller", new(500, 1024, 4096)),
        Component("server", new(50, 128, 512)),
        Component("repoServer", new(100, 256, 2048)),
        Component("applicationSet", new(50, 128, 512)),
        new("notifications", WorkloadKind.Controller) { Requests = new(20, 64, 256), Resources = "notifications.resources" },
        new("redis", WorkloadKind.Controller) { Requests = new(50, 64, 256), Resources = "redis.resources" },
        new("redis-ha", WorkloadKind.Controller)
        {
            On = HighlyAvailable,
            Requests = new(100, 128, 512),
            Resources = "redis-ha.redis.resources",
            NodeSelector = "redis-ha.nodeSelector",
            Tolerations = "redis-ha.tolerations",
            Budget = new("redis-ha.podDisruptionBudget", BudgetForm.Maximum),
        },
        new("redis-ha sentinel", WorkloadKind.Controller)
        {
            On = HighlyAvailable,
            Requests = new(50, 64, 128),
            Resources = "redis-ha.sentinel.resources",
        },
        new("redis-ha proxy", WorkloadKind.Controller)
        {
            On = HighlyAvailable,
            Requests = new(50, 64, 256),
            Resources = "redis-ha.haproxy.resources",
            Budget = new("redis-ha.haproxy.podDisruptionBudget", BudgetForm.Maximum),
        },
        // What runs beside them or before them; a namespace with a quota refuses a container without requests.
        Beside("redis-ha split-brain check", new(10, 16, 64), "redis-ha.splitBrainDetection.resources"),
        Beside("redis-ha start", new(10, 16, 64), "redis-ha.init.resources"),
        Beside("redis-ha proxy start", new(10, 16, 64), "redis-ha.haproxy.init.resources"),
        ArgoCdSettings.RedisSecret,
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Cluster.Role == ClusterRole.Hub ? null : "Argo CD runs only on the hub and deploys to every cluster; remove the add-on here.";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        // Members may be in other stacks, which are built with these roles, so they are there before any member is.
        context.Platform.GitOps is not null && context.Cloud.HasRoles
            ? FleetDelivery.ServiceAccounts.Select(account =>
                new WorkloadIdentity(Chart.Namespace, account, Access.Members) { ChartCreatesAccount = true })
            : [];

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (Domain is not null && !SettingForms.IsHostName(Domain))
        {
            yield return new("domain", $"\"{Domain}\" is not a host name. Allowed: a name such as argocd.acme.example, in lower case.");
        }

        if (Webhook is not null && !SettingForms.IsHttps(Webhook))
        {
            yield return new(
                "webhook", $"\"{Webhook}\" is not a URL that can be told. Allowed: https, a host, and optionally a port and a path.");
        }

        foreach (var mistake in Oidc?.Mistakes() ?? [])
        {
            yield return mistake with { Member = $"oidc.{mistake.Member}" };
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        .. ArgoCdSettings.Traffic(context),
        Flow.FromUsers(8080).Of("app.kubernetes.io/name", "argocd-server"),
        .. Flow.ToServices(Oidc?.Issuer, Webhook).Select(flow => flow.Of(ArgoCdSettings.PartOf, ArgoCdSettings.Part)),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["crds"] = new JsonObject { ["install"] = true, ["keep"] = true },
        ["global"] = new JsonObject
        {
            ["domain"] = Domain ?? $"argocd.{context.Platform.Organization}.internal",
        },
        ["createClusterRoles"] = ArgoCdSettings.MakesClusterRoles(context),
        // Two controllers share the clusters of the fleet and take over from each other.
        ["controller"] = ExchangedTokens.Mount(
            new JsonObject { ["dynamicClusterDistribution"] = context.Cloud.HighlyAvailable }, context),
        ["server"] = ExchangedTokens.Mount([], context),
        ["notifications"] = Notifications(),
        // Argo CD talks OpenID Connect to the provider directly.
        ["dex"] = new JsonObject { ["enabled"] = false },
        // The single server of an edge site would run as the default account of the namespace. Beside redis-ha, the chart would make the
        // account of the proxy a second time.
        ["redis"] = new JsonObject { ["serviceAccount"] = new JsonObject { ["create"] = !context.Cloud.HighlyAvailable } },
        ["redis-ha"] = RedisHa(context.Cloud),
        ["configs"] = new JsonObject
        {
            ["cm"] = Settings(context),
            ["params"] = ArgoCdSettings.Parameters(context),
            ["rbac"] = new JsonObject { ["policy.csv"] = Policy(), ["policy.default"] = "", ["scopes"] = "[groups]" },
        },
    };

    private JsonObject Settings(ClusterContext context)
    {
        var settings = ArgoCdSettings.Settings(context);
        settings["admin.enabled"] = Oidc is null;
        if (Oidc is not null)
        {
            settings["oidc.config"] = Yaml.Write(new JsonObject
            {
                ["name"] = Oidc.Name,
                ["issuer"] = Oidc.Issuer,
                ["clientID"] = Oidc.ClientId,
                ["enablePKCEAuthentication"] = true,
                ["requestedScopes"] = KubernetesObject.Texts(Oidc.Scopes),
                ["requestedIDTokenClaims"] = new JsonObject { ["groups"] = new JsonObject { ["essential"] = true } },
            });
        }

        return settings;
    }

    // As the catalogue of Argo CD has its triggers, with one template for any receiver.
    private JsonObject Notifications() => Webhook is null ? [] : new JsonObject
    {
        ["notifiers"] = new JsonObject
        {
            ["service.webhook.platform"] = Yaml.Write(new JsonObject
            {
                ["url"] = Webhook,
                ["headers"] = new JsonArray(new JsonObject { ["name"] = "Content-Type", ["value"] = "application/json" }),
            }),
        },
        ["templates"] = new JsonObject
        {
            ["template.platform"] = Yaml.Write(new JsonObject
            {
                ["webhook"] = new JsonObject { ["platform"] = new JsonObject { ["method"] = "POST", ["body"] = Told } },
            }),
        },
        ["triggers"] = new JsonObject
        {
            ["trigger.on-sync-failed"] = Trigger(
                "app.status.operationState != nil and app.status.operationState.phase in ['Error', 'Failed']"),
            ["trigger.on-health-degraded"] = Trigger("app.status.health.status == 'Degraded'"),
        },
        ["subscriptions"] = new JsonArray(new JsonObject
        {
            ["recipients"] = new JsonArray("platform"),
            ["triggers"] = new JsonArray("on-sync-failed", "on-health-degraded"),
        }),
    };

    private const string Told =
        """
        {"application":"{{.app.metadata.name}}","health":"{{.app.status.health.status}}","sync":"{{.app.status.sync.status}}"}
        """;

    private static string Trigger(string when) =>
        $"""
        - when: {when}
          send: [platform]
          oncePer: app.status.operationState?.syncResult?.revision
        """;

    // Users who are in none of the groups below can log in but see nothing.
    private string Policy() =>
        string.Concat((Oidc?.Administrators ?? []).Select(group => $"g, {Field(group)}, role:admin\n"));

    // Argo CD splits the policy into lines, then reads each as CSV and skips the space before a field (loadPolicyLine in
    // util/rbac/rbac.go).
    private static string Field(string text) =>
        text.AsSpan().ContainsAny(',', '"') || text != text.Trim() ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static bool HighlyAvailable(CloudFacts cloud) => cloud.HighlyAvailable;

    private static Workload Component(string name, Requests requests) => new(name, WorkloadKind.Controller)
    {
        Requests = requests,
        Resources = $"{name}.resources",
        Replicas = $"{name}.replicas",
        Budget = new($"{name}.pdb", BudgetForm.EnabledWithMaximum),
    };

    private static Workload Beside(string name, Requests requests, string resources) =>
        new(name, WorkloadKind.Controller) { On = HighlyAvailable, Requests = requests, Resources = resources };

    // Three servers on three nodes behind a proxy; one server without a replica at an edge site. At a site that may have fewer nodes,
    // servers may share a node: a server that waits for a third node would fail the release.
    private static JsonObject RedisHa(CloudFacts cloud) => cloud.HighlyAvailable
        ? new JsonObject
        {
            ["enabled"] = true,
            ["hardAntiAffinity"] = cloud.HasThreeNodes,
            // A cache that Argo CD fills again; and there is no storage class yet.
            ["persistentVolume"] = new JsonObject { ["enabled"] = false },
            ["haproxy"] = new JsonObject
            {
                ["hardAntiAffinity"] = cloud.HasThreeNodes,
                // Three proxies on three nodes leave no room for a fourth, which Kubernetes starts first by default: every change of the
                // proxy would wait for a fourth node, and Helm would undo it after twenty minutes.
                ["deploymentStrategy"] = new JsonObject
                {
                    ["type"] = "RollingUpdate",
                    ["rollingUpdate"] = new JsonObject { ["maxSurge"] = 0, ["maxUnavailable"] = 1 },
                },
            },
        }
        : new JsonObject { ["enabled"] = false };
}
