using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
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

    /// <inheritdoc/>
    public override string Key => "argo-cd";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.Cluster.Role == ClusterRole.Hub;

    /// <inheritdoc/>
    internal override Chart Chart => new("argo-cd", "https://argoproj.github.io/argo-helm", "10.1.1", "argocd");

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Cluster.Role == ClusterRole.Hub ? null : "Argo CD runs only on the hub and deploys to every cluster; remove the add-on here.";

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Baseline;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
        var controller = Component(sizing, sizing.Replicas, sizing.Resources(500, 1024, 4096));
        // Two controllers share the clusters of the fleet and take over from each other.
        controller["dynamicClusterDistribution"] = sizing.HighlyAvailable;
        return new JsonObject
        {
            ["crds"] = new JsonObject { ["install"] = true, ["keep"] = true },
            ["global"] = new JsonObject
            {
                ["domain"] = Domain ?? $"argocd.{context.Platform.Organization}.internal",
                ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "quay.io/argoproj/argocd") },
                ["priorityClassName"] = Placement.ClusterCritical,
                ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
                ["tolerations"] = Placement.Tolerations(context.Cloud),
                ["networkPolicy"] = new JsonObject { ["create"] = true },
            },
            ["controller"] = controller,
            ["server"] = Component(sizing, sizing.Replicas, sizing.Resources(50, 128, 512)),
            ["repoServer"] = Component(sizing, sizing.Replicas, sizing.Resources(100, 256, 2048)),
            ["applicationSet"] = Component(sizing, sizing.Replicas, sizing.Resources(50, 128, 512)),
            ["notifications"] = new JsonObject { ["resources"] = sizing.Resources(20, 64, 256) },
            // Argo CD talks OpenID Connect to the provider directly.
            ["dex"] = new JsonObject { ["enabled"] = false },
            ["redis"] = new JsonObject
            {
                ["image"] = new JsonObject { ["repository"] = Redis(context) },
                ["resources"] = sizing.Resources(50, 64, 256),
            },
            ["redis-ha"] = RedisHa(context, sizing),
            ["configs"] = new JsonObject
            {
                ["cm"] = Settings(),
                ["rbac"] = new JsonObject { ["policy.csv"] = Policy(), ["policy.default"] = "", ["scopes"] = "[groups]" },
            },
        };
    }

    private JsonObject Settings()
    {
        var settings = new JsonObject
        {
            ["admin.enabled"] = Oidc is null,
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
        if (Oidc is not null)
            settings["oidc.config"] = Yaml.Write(new JsonObject
            {
                ["name"] = Oidc.Name,
                ["issuer"] = Oidc.Issuer,
                ["clientID"] = Oidc.ClientId,
                ["enablePKCEAuthentication"] = true,
                ["requestedScopes"] = KubernetesObject.Texts(Oidc.Scopes),
                ["requestedIDTokenClaims"] = new JsonObject { ["groups"] = new JsonObject { ["essential"] = true } },
            });
        return settings;
    }

    private const string CaBundles =
        """
        jqPathExpressions:
        - .webhooks[]?.clientConfig.caBundle
        """;

    // Users who are in none of the groups below can log in but see nothing.
    private string Policy() =>
        string.Concat((Oidc?.Administrators ?? []).Select(group => $"g, {Field(group)}, role:admin\n"));

    // Argo CD splits the policy into lines, then reads each as CSV and skips the space before a field (loadPolicyLine in util/rbac/rbac.go).
    private static string Field(string text) =>
        text.AsSpan().ContainsAny(',', '"') || text != text.Trim() ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static JsonObject Component(Sizing sizing, int replicas, JsonObject resources) => new()
    {
        ["replicas"] = replicas,
        ["pdb"] = new JsonObject { ["enabled"] = sizing.HighlyAvailable, ["maxUnavailable"] = sizing.HighlyAvailable ? 1 : "" },
        ["resources"] = resources,
    };

    // Three servers on three nodes behind a proxy; one server without a replica at an edge site. At a site that may have fewer nodes,
    // servers may share a node: a server that waits for a third node would fail the release.
    private static JsonObject RedisHa(ClusterContext context, Sizing sizing) => sizing.HighlyAvailable
        ? new JsonObject
        {
            ["enabled"] = true,
            ["image"] = new JsonObject { ["repository"] = Redis(context) },
            ["hardAntiAffinity"] = context.Cloud.HasThreeNodes,
            // It is a cache that Argo CD refills; and there is no storage class yet.
            ["persistentVolume"] = new JsonObject { ["enabled"] = false },
            ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
            ["tolerations"] = Placement.Tolerations(context.Cloud),
            ["redis"] = new JsonObject { ["resources"] = sizing.Resources(100, 128, 512) },
            ["sentinel"] = new JsonObject { ["resources"] = sizing.Resources(50, 64, 128) },
            ["haproxy"] = new JsonObject
            {
                ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "ecr-public.aws.com/docker/library/haproxy") },
                ["hardAntiAffinity"] = context.Cloud.HasThreeNodes,
                ["tolerations"] = Placement.Tolerations(context.Cloud),
                ["resources"] = sizing.Resources(50, 64, 256),
                ["podDisruptionBudget"] = new JsonObject { ["maxUnavailable"] = 1 },
            },
            ["podDisruptionBudget"] = new JsonObject { ["maxUnavailable"] = 1 },
            ["configmapTest"] = new JsonObject
            {
                ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "docker.io/koalaman/shellcheck") },
            },
        }
        : new JsonObject { ["enabled"] = false };

    private static string Redis(ClusterContext context) => Mirror.Image(context.Platform, "ecr-public.aws.com/docker/library/redis");
}
