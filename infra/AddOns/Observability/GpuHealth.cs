using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Observability;

/// <summary>Takes nodes with a failed GPU out of service, where the cloud does not do it: a pod with one script (gpu-health.sh) asks
/// Prometheus, marks the node and cordons it.</summary>
internal static class GpuHealth
{
    private const string Name = "gpu-health", Script = "gpu-health.sh", Account = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const int User = 65534;

    private static readonly Lazy<string> _script = new(Load);

    /// <summary>The image with curl and a shell.</summary>
    public static ChartImage Image { get; } = new("docker.io/curlimages/curl", "8.20.0") { On = IsNeeded };

    /// <summary>The script.</summary>
    public static string Text => _script.Value;

    /// <summary>Whether nobody else takes such nodes away. OpenShift's Prometheus answers only those who log in to it, and an edge site has
    /// no second node to which its work could go.</summary>
    public static bool IsNeeded(CloudFacts cloud) =>
        !cloud.Cluster.IsOpenShift && cloud.HighlyAvailable && !cloud.RepairsGpuNodes
        && AddOn.Of(cloud.Cluster).OfType<GpuOperator>().Any();

    /// <summary>The account with its rights, the script and the pod; nothing where it is not needed.</summary>
    public static IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        if (!IsNeeded(context.Cloud))
        {
            yield break;
        }

        yield return Object("v1", "ServiceAccount", KubePrometheus.Namespace);
        var role = Object("rbac.authorization.k8s.io/v1", "ClusterRole");
        role["rules"] = new JsonArray(Rights("nodes", "list", "patch"), Rights("nodes/status", "patch"));
        yield return role;
        var binding = Object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding");
        binding["roleRef"] = new JsonObject
        {
            ["apiGroup"] = "rbac.authorization.k8s.io",
            ["kind"] = "ClusterRole",
            ["name"] = Name,
        };
        binding["subjects"] = new JsonArray(
            new JsonObject { ["kind"] = "ServiceAccount", ["name"] = Name, ["namespace"] = KubePrometheus.Namespace });
        yield return binding;
        yield return KubernetesObject.ConfigMap(Name, new JsonObject { [Script] = Text }, KubePrometheus.Namespace);
        yield return Deployment(context);
    }

    // One pod: two would only do the same twice, and a node that fails is found by the next one just as well.
    private static JsonObject Deployment(ClusterContext context)
    {
        var labels = new JsonObject { ["app.kubernetes.io/name"] = Name };
        return KubernetesObject.Of("apps/v1", "Deployment", Name, new JsonObject
        {
            ["replicas"] = 1,
            ["selector"] = new JsonObject { ["matchLabels"] = labels },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
                ["spec"] = Pod(context),
            },
        }, KubePrometheus.Namespace);
    }

    private static JsonObject Pod(ClusterContext context)
    {
        var pod = new JsonObject
        {
            ["serviceAccountName"] = Name,
            ["priorityClassName"] = Placement.ClusterCritical,
            ["nodeSelector"] = Placement.NodeSelector(context.Cloud, selectsLinux: false),
            ["tolerations"] = Placement.Tolerations(context.Cloud),
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = User,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = Name,
                ["image"] = Mirror.Image(context.Platform, $"{Image.Repository}:{Image.Tag}"),
                ["command"] = new JsonArray("sh", $"/platform/{Script}"),
                ["env"] = new JsonArray(
                    Variable("PROMETHEUS", KubePrometheus.QueryUrl), Variable("KUBERNETES", "https://kubernetes.default.svc"),
                    Variable("ACCOUNT", Account), Variable("PAUSE", "60")),
                ["resources"] = context.Sizing.Resources(10, 16, 64),
                ["securityContext"] = KubernetesObject.HardenedContainer(),
                ["volumeMounts"] = new JsonArray(
                    new JsonObject { ["name"] = "script", ["mountPath"] = "/platform", ["readOnly"] = true },
                    new JsonObject { ["name"] = "scratch", ["mountPath"] = "/tmp" }),
            }),
            ["volumes"] = new JsonArray(
                new JsonObject { ["name"] = "script", ["configMap"] = new JsonObject { ["name"] = Name } },
                new JsonObject { ["name"] = "scratch", ["emptyDir"] = new JsonObject { ["sizeLimit"] = "16Mi" } }),
        };
        PullSecret.AddTo(pod, context.Platform);
        return pod;
    }

    private static JsonObject Object(string apiVersion, string kind, string? @namespace = null)
    {
        var made = KubernetesObject.Of(apiVersion, kind, Name, [], @namespace);
        made.Remove("spec");
        return made;
    }

    private static JsonObject Rights(string resource, params string[] verbs) => new()
    {
        ["apiGroups"] = new JsonArray(""),
        ["resources"] = new JsonArray(resource),
        ["verbs"] = KubernetesObject.Texts(verbs),
    };

    private static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static string Load()
    {
        using var stream = typeof(GpuHealth).Assembly.GetManifestResourceStream($"Infra.AddOns.{Script}")
            ?? throw new InvalidOperationException($"The script {Script} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
