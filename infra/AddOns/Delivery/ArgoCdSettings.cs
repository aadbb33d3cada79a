using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;

namespace Infra.AddOns.Delivery;

/// <summary>What Argo CD on the hub and its core on a member have in common. Pure.</summary>
internal static class ArgoCdSettings
{
    /// <summary>The chart of both.</summary>
    public static Chart Chart { get; } = new("argo-cd", "https://argoproj.github.io/argo-helm", "10.1.1", FleetDelivery.Namespace);

    /// <summary>The images of both.</summary>
    /// <param name="manyCaches">Whether a cluster has several caches, which have images of their own.</param>
    public static ImmutableArray<ChartImage> Images(Func<CloudFacts, bool> manyCaches) =>
    [
        new("quay.io/argoproj/argocd", "v3.4.4", "global.image.repository"),
        new("ecr-public.aws.com/docker/library/redis", "8.2.3-alpine", "redis.image.repository"),
        new("ecr-public.aws.com/docker/library/redis", "8.2.3-alpine", "redis-ha.image.repository") { On = manyCaches },
        new("ecr-public.aws.com/docker/library/haproxy", "3.3.10-alpine", "redis-ha.haproxy.image.repository") { On = manyCaches },
        new("docker.io/koalaman/shellcheck", "v0.11.0", "redis-ha.configmapTest.image.repository") { On = manyCaches },
    ];

    private const string CaBundles =
        """
        jqPathExpressions:
        - .webhooks[]?.clientConfig.caBundle
        """;

    // As Argo CD had it before 1.8; without it a sync wave does not wait for the Applications of the wave before
    // (docs/operator-manual/health.md of argoproj/argo-cd).
    private const string ApplicationHealth =
        """
        hs = {}
        hs.status = "Progressing"
        hs.message = ""
        if obj.status ~= nil and obj.status.health ~= nil then
          hs.status = obj.status.health.status
          hs.message = obj.status.health.message or ""
        end
        return hs
        """;

    /// <summary>The config map <c>argocd-cm</c>.</summary>
    public static JsonObject Settings(ClusterContext context)
    {
        var settings = new JsonObject
        {
            ["exec.enabled"] = false,
            ["application.resourceTrackingMethod"] = "annotation",
            // Autoscalers own the number of replicas, and cert-manager's injector and webhooks own CA bundles; a difference there is not
            // drift (kedacore/keda#5572, kedacore/charts#681).
            ["resource.customizations.ignoreDifferences.all"] =
                """
                managedFieldsManagers:
                - keda
                - kube-controller-manager
                """,
            ["resource.customizations.ignoreDifferences.admissionregistration.k8s.io_MutatingWebhookConfiguration"] = CaBundles,
            ["resource.customizations.ignoreDifferences.admissionregistration.k8s.io_ValidatingWebhookConfiguration"] = CaBundles,
        };
        if (context.Platform.GitOps is not null)
        {
            settings["resource.customizations.health.argoproj.io_Application"] = ApplicationHealth;
            // It watches what it may watch, and leaves out what a cluster does not show it
            // (docs/operator-manual/declarative-setup.md, resource.respectRBAC).
            settings["resource.respectRBAC"] = "normal";
        }

        return settings;
    }

    /// <summary>The config map <c>argocd-cmd-params-cm</c>.</summary>
    public static JsonObject Parameters(ClusterContext context) => new()
    {
        // The API server, with its defaults and webhooks, says what would change (docs/user-guide/diff-strategies.md).
        ["controller.diff.server.side"] = context.Platform.GitOps is null ? "false" : "true",
    };

    /// <summary>Label that all pods but those of redis-ha have, and its value.</summary>
    public const string PartOf = "app.kubernetes.io/part-of", Part = "argocd";

    /// <summary>What both receive and reach: repositories by HTTPS and SSH, and the API servers of other clusters. Redis, which knows what
    /// all clusters run, is for its own namespace alone.</summary>
    public static IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Among,
        Flow.Scraped(8080, 8082, 8083, 8084, 9001),
        new Flow(FlowPeer.Anything, Outward: true, [.. Outside(context).Distinct().Order()]).Of(PartOf, Part),
    ];

    // git@host:path is no URL, and always SSH.
    private static IEnumerable<int> Outside(ClusterContext context) =>
    [
        22, 443, 6443,
        .. new[] { context.Platform.GitOps?.Repository }
            .Concat(context.Platform.Clusters.Select(cluster => Clouds.Of(cluster).ApiEndpoint))
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url.Port : -1).Where(port => port > 0),
    ];

    /// <summary>Whether the chart makes its own cluster roles, which allow everything; where there is a repository, the platform gives the
    /// rights of <see cref="DeliveryRights"/> instead.</summary>
    public static bool MakesClusterRoles(ClusterContext context) => context.Platform.GitOps is null;

    /// <summary>Requests of a container that the chart runs beside the others or before them; a namespace with a quota refuses one
    /// without.</summary>
    public static Workload RedisSecret { get; } =
        new("redis secret", WorkloadKind.Controller) { Requests = new(50, 128, 512), Resources = "redisSecretInit.resources" };
}
