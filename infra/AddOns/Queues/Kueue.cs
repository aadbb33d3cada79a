using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Documents;

namespace Infra.AddOns.Queues;

/// <summary>Kueue: work waits in a queue until all of its pods can start together, and then gets the GPUs of a pool.</summary>
/// <remarks>On OpenShift it is this one as well, not the operator of Red Hat: the same version and the same queues on every
/// cluster.</remarks>
public sealed record Kueue : AddOn
{
    /// <summary>Label of the namespaces that Kueue serves: those that belong to a team. Its webhooks see no others.</summary>
    /// <remarks>They fail closed and are called for pods. No namespace of Kubernetes, of OpenShift or of the platform has this label, so
    /// nothing that a cluster needs to start waits for Kueue; a list of namespaces to leave out could not name those of OpenShift, because
    /// a label selector takes no wildcard.</remarks>
    public const string NamespaceLabel = TeamConventions.NamespaceLabel;

    // The most that a number of seconds may be in the fields of Kueue is far beyond what anybody would wait for.
    private const int MostReadyMinutes = 24 * 60, MostRetries = 100;

    // For an image of 20 GB that comes at 100 MB/s and is unpacked as fast, and for the start of the program in it; docs/large-images.md
    // measures pulls.
    private const int ImageMinutes = 15;

    private static readonly ImmutableArray<(Type AddOn, string[] Frameworks)> _kinds =
    [
        (typeof(JobSet), ["jobset.x-k8s.io/jobset"]),
        (typeof(LeaderWorkerSet), ["leaderworkerset.x-k8s.io/leaderworkerset"]),
        (typeof(KubeRay), ["ray.io/raycluster", "ray.io/rayjob", "ray.io/rayservice"]),
    ];

    /// <summary>The add-ons that bring kinds of work beside those of Kubernetes.</summary>
    public static IEnumerable<Type> Kinds => _kinds.Select(kind => kind.AddOn);

    /// <summary>Minutes that work which was let in has until all of its pods are ready; then it gives its GPUs back and queues
    /// again.</summary>
    /// <value>45 in a cloud: 30 for the nodes, after which an autoscaler gives one up, and 15 for a large image; 15 on a site, whose nodes
    /// are there; at most 1440</value>
    public int? ReadyMinutes { get; init; }

    /// <summary>How often work that did not become ready queues again, after one minute, then two, four and so on up to an hour. After that
    /// it is left out until somebody activates it.</summary>
    /// <value>10: half a day; at most 100</value>
    public int Retries { get; init; } = 10;

    /// <summary>On the hub: the members to which work of its queue <c>dispatched</c> goes, the preferred first. A member that has no room
    /// for five minutes is joined by the next; the first that lets the work in runs it.</summary>
    /// <value>none; at most 20</value>
    public ImmutableArray<string> DispatchTo { get; init; } = [];

    /// <inheritdoc/>
    public override string Key => "kueue";

    /// <inheritdoc/>
    /// <remarks>A single node at an edge site has nothing to share out.</remarks>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        "three replicas, because its webhooks fail closed, in namespaces of teams alone; work starts when all of its pods can, and gives " +
        "its GPUs back if they do not become ready; fair shares between teams; see [queues](queues.md)";

    /// <inheritdoc/>
    public override Chart Chart => new("kueue", "oci://registry.k8s.io/kueue/charts", "0.19.2", "kueue-system");

    /// <inheritdoc/>
    /// <remarks>The chart in the repository names an image of the test builds, which the published chart replaces.</remarks>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("registry.k8s.io/kueue/kueue", "v0.19.2", "controllerManager.manager.image.repository")
        {
            TagPath = "controllerManager.manager.image.tag",
        },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("controllerManager.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["enablePrometheus"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("controller", WorkloadKind.Webhook)
        {
            Requests = new(500, 512, 2048),
            Resources = "controllerManager.manager.resources",
            Replicas = "controllerManager.replicas",
            Priority = "controllerManager.manager.priorityClassName",
            NodeSelector = "controllerManager.nodeSelector",
            Tolerations = "controllerManager.tolerations",
            PullPolicy = "controllerManager.manager.image.pullPolicy",
            Spread = new("controllerManager.topologySpreadConstraints", "app.kubernetes.io/name", "kueue"),
            Budget = new("controllerManager.podDisruptionBudget", BudgetForm.EnabledWithMinimum),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificates of webhooks, metrics and the API of pending work, renews them, and puts the authority
    /// where it is read. Kueue could make its own, but then skips the check of its API's certificate (templates/visibility of the
    /// chart).</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        // The webhooks, and the API of pending work.
        Flow.ToApiServer, Flow.FromApiServer(8082, 9443), Flow.Scraped(8443),
        .. QueueDispatch.Traffic(context.Platform, this),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (ReadyMinutes is < 1 or > MostReadyMinutes)
        {
            yield return new("readyMinutes", $"{ReadyMinutes} minutes. Allowed: 1 to {MostReadyMinutes}.");
        }

        if (Retries is < 0 or > MostRetries)
        {
            yield return new("retries", $"{Retries}. Allowed: 0 to {MostRetries}.");
        }
    }

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["enableCertManager"] = true,
        ["certManager"] = new JsonObject { ["issuerRef"] = CertManager.SelfSigned() },
        ["managerConfig"] = new JsonObject { ["controllerManagerConfigYaml"] = Yaml.Write(Configuration(context)) },
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        PoolQueues.Manifests(context).Concat(QueueDispatch.Manifests(context.Platform, this));

    // Work that is dispatched becomes ready where it runs, which gives up first.
    private int Minutes(ClusterContext context) => QueueDispatch.Members(context.Platform, this)
        .SelectMany(member => AddOn.Of(member).OfType<Kueue>(), (member, kueue) => kueue.Minutes(Clouds.Of(member)))
        .Append(Minutes(context.Cloud)).Max();

    private int Minutes(CloudFacts cloud) =>
        ReadyMinutes ?? (cloud.Profile is null ? 0 : Autoscaling.ProvisionMinutes) + ImageMinutes;

    private JsonObject Configuration(ClusterContext context)
    {
        var configuration = Local(context);
        if (!DispatchTo.IsEmpty)
        {
            configuration["multiKueue"] = QueueDispatch.Configuration();
        }

        return configuration;
    }

    // https://kueue.sigs.k8s.io/docs/reference/kueue-config.v1beta2/
    private JsonObject Local(ClusterContext context) => new()
    {
        ["apiVersion"] = "config.kueue.x-k8s.io/v1beta2",
        ["kind"] = "Configuration",
        ["health"] = new JsonObject { ["healthProbeBindAddress"] = ":8081" },
        ["metrics"] = new JsonObject { ["bindAddress"] = ":8443", ["enableClusterQueueResources"] = true },
        ["webhook"] = new JsonObject { ["port"] = 9443 },
        ["leaderElection"] = new JsonObject { ["leaderElect"] = true, ["resourceName"] = "c1f6bfd2.kueue.x-k8s.io" },
        ["internalCertManagement"] = new JsonObject { ["enable"] = false },
        // A pod without a queue starts as if there were none.
        ["manageJobsWithoutQueueName"] = false,
        ["managedJobsNamespaceSelector"] = Namespaces(),
        ["integrations"] = new JsonObject { ["frameworks"] = KubernetesObject.Texts(Frameworks(context)) },
        ["waitForPodsReady"] = new JsonObject
        {
            ["timeout"] = $"{Minutes(context)}m",
            // One team's slow image must not hold up the others.
            ["blockAdmission"] = false,
            ["requeuingStrategy"] = new JsonObject
            {
                ["timestamp"] = "Eviction",
                ["backoffLimitCount"] = Retries,
                ["backoffBaseSeconds"] = 60,
                ["backoffMaxSeconds"] = 3600,
            },
        },
        ["fairSharing"] = new JsonObject
        {
            ["preemptionStrategies"] = new JsonArray("LessThanOrEqualToFinalShare", "LessThanInitialShare"),
        },
        // Between the teams of one queue: whoever has used fewer accelerators of late comes first; a week ago counts half.
        ["admissionFairSharing"] = new JsonObject
        {
            ["usageHalfLifeTime"] = "168h",
            ["usageSamplingInterval"] = "5m",
            ["resourceWeights"] = new JsonObject { ["cpu"] = 0, ["memory"] = 0 },
        },
        // What no queue has a quota for, such as network cards, is left to the scheduler; otherwise work that asks for it would never be
        // let in.
        ["resources"] = new JsonObject { ["quotaCheckStrategy"] = "IgnoreUndeclared" },
    };

    /// <summary>Selects the namespaces that Kueue serves.</summary>
    internal static JsonObject Namespaces() => new()
    {
        ["matchExpressions"] = new JsonArray(new JsonObject { ["key"] = NamespaceLabel, ["operator"] = "Exists" }),
    };

    // Jobs and pods, what is made of pods, and the kinds of the add-ons that the cluster has.
    private static IEnumerable<string> Frameworks(ClusterContext context) =>
    [
        "batch/job", "pod", "deployment", "statefulset",
        .. _kinds.Where(kind => Of(context.Cluster).Any(kind.AddOn.IsInstanceOfType)).SelectMany(kind => kind.Frameworks),
    ];
}
