using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Serving;

/// <summary>Agent Sandbox: pods in which agents run code that nobody has read, each alone, from templates and warm pools.</summary>
/// <remarks>Its release has no chart that is published: the folder <c>helm</c> of its repository has a fixed version, leaves its kinds to
/// Helm, which never upgrades them, and takes neither a priority class nor a certificate. The chart is this program's own, with the
/// objects of the release.</remarks>
public sealed record AgentSandbox : AddOn
{
    private const string NameLabel = "app.kubernetes.io/name";

    // More than any virtual machine takes for itself would be a mistake of units.
    private const int MostOverheadMiB = 16 * 1024;

    /// <summary>Runtimes that keep pods further from their node, the strongest first: sandboxes get the first unless they ask for
    /// another.</summary>
    /// <value>none: sandboxes run as all other pods do</value>
    public ImmutableArray<SandboxRuntimeSpec> RuntimeClasses { get; init; } = [];

    /// <inheritdoc/>
    public override string Key => "agent-sandbox";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "nowhere";

    /// <inheritdoc/>
    public override string Highlights =>
        "two replicas; the webhook that converts its kinds has a certificate by cert-manager; the kinds stay when the add-on goes; see " +
        "[agent sandbox](golden-paths.md#agent-sandbox)";

    /// <inheritdoc/>
    public override Chart Chart => new("agent-sandbox", "./AddOns/Serving/Charts", "v0.5.6", "agent-sandbox-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("registry.k8s.io/agent-sandbox/agent-sandbox-controller", Chart.Version, "image.repository") { TagPath = "image.tag" },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    /// <remarks>It keeps every pod of the cluster in memory, without most of its specification (buildCacheOptions in
    /// cmd/agent-sandbox-controller of v0.5.6).</remarks>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "", new(100, 256, 1024)) with
        {
            Replicas = "replicas",
            PullPolicy = "image.pullPolicy",
            Spread = new("topologySpreadConstraints", NameLabel, "agent-sandbox"),
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    /// <remarks>The API server calls it to convert its kinds. It does not talk with sandboxes.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.FromApiServer(9443), Flow.Scraped(8080)];

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        for (var i = 0; i < RuntimeClasses.Length; i++)
        {
            var (runtime, path) = (RuntimeClasses[i], $"runtimeClasses[{i}]");
            if (!SettingForms.IsNodeName(runtime.Name))
            {
                yield return new(
                    $"{path}.name",
                    $"\"{runtime.Name}\" is not the name of a RuntimeClass. Allowed: lower-case letters, digits, hyphens and dots, " +
                    "beginning and ending with a letter or a digit.");
            }

            if (RuntimeClasses.Take(i).Any(earlier => earlier.Name == runtime.Name))
            {
                yield return new($"{path}.name", $"\"{runtime.Name}\" is named twice. Name each runtime once, the strongest first.");
            }

            if (runtime.Name == context.Cloud.GpuRuntimeClass)
            {
                yield return new(
                    $"{path}.name",
                    $"\"{runtime.Name}\" is the runtime of GPUs, which keeps a pod no further from its node. Name gVisor's or Kata's.");
            }

            if (runtime.Handler is { } handler && !SettingForms.IsNamespace(handler))
            {
                yield return new(
                    $"{path}.handler",
                    $"\"{handler}\" is not the name of a runtime. Allowed: at most 63 lower-case letters, digits and hyphens, such as " +
                    "runsc.");
            }

            if (runtime.Handler is null && (runtime.Pool is not null || runtime.OverheadMiB != 0))
            {
                yield return new(
                    path,
                    "pool and overheadMiB are for a RuntimeClass that the platform makes. Set handler, or leave them to the one that the " +
                    "cluster has.");
            }

            if (runtime.Pool is { } name)
            {
                var pool = context.Cluster.NodePools.FirstOrDefault(pool => pool.Name == name);
                if (pool is null)
                {
                    var known = string.Join(", ", context.Cluster.NodePools.Select(pool => pool.Name));
                    yield return new($"{path}.pool", $"the cluster has no pool \"{name}\". Allowed: {known}.");
                }
                else if (!context.Cloud.LabelsNodes(pool))
                {
                    yield return new(
                        $"{path}.pool",
                        $"nobody labels the nodes of the pool \"{name}\", so no pod would find one. Name them in nodeNames, or leave " +
                        "pool out.");
                }
            }

            if (runtime.OverheadMiB is < 0 or > MostOverheadMiB)
            {
                yield return new(
                    $"{path}.overheadMiB",
                    $"{runtime.OverheadMiB} MiB is not what a pod takes for itself. Allowed: 0 to {MostOverheadMiB}.");
            }
        }
    }

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["issuerRef"] = CertManager.SelfSigned(),
        ["runtimeClasses"] = new JsonArray([.. RuntimeClasses.Where(runtime => runtime.Handler is not null).Select(Made)]),
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
    [
        .. KubernetesObject.Budget(context, Chart.Name, Chart.Namespace, NameLabel, Chart.Name),
        .. KubernetesObject.PodMonitor(context, Chart.Name, Chart.Namespace, NameLabel, Chart.Name),
    ];

    private static JsonObject Made(SandboxRuntimeSpec runtime)
    {
        var made = new JsonObject { ["name"] = runtime.Name, ["handler"] = runtime.Handler };
        if (runtime.Pool is { } pool)
        {
            made["nodeSelector"] = new JsonObject { [NodeConventions.PoolLabel] = pool };
        }

        if (runtime.OverheadMiB > 0)
        {
            made["overhead"] = new JsonObject { ["memory"] = $"{runtime.OverheadMiB}Mi" };
        }

        return made;
    }
}
