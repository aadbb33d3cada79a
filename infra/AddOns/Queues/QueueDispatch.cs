using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Queues;

/// <summary>Work that the hub's Kueue lets in and members run (MultiKueue): the queue for it, and what lets the hub into a member.
/// Pure.</summary>
/// <remarks>A member is known by a kubeconfig with the token of a service account. Kueue refuses one that runs a command
/// (validateRestConfig in pkg/controller/admissionchecks/multikueue/multikueuecluster.go of kubernetes-sigs/kueue v0.19.2), and its other
/// way, ClusterProfile, is alpha and wants a command for each cloud beside Kueue's own in an image that has none.</remarks>
public static class QueueDispatch
{
    /// <summary>Name of the queue whose work is dispatched, and of its flavour, check and list of members.</summary>
    public const string Queue = "dispatched";

    /// <summary>Name of the service account in a member, of its rights, and of the policy that bounds them.</summary>
    public const string Account = "kueue-dispatch";

    /// <summary>Minutes after which the next member of the list is asked as well (incrementalDispatcherRoundTimeout in
    /// pkg/controller/workloaddispatcher/incrementaldispatcher.go).</summary>
    public const int RoundMinutes = 5;

    /// <summary>The most members that a list has (MultiKueueConfigSpec in apis/kueue/v1beta2/multikueue_types.go).</summary>
    internal const int MostMembers = 20;

    private const string Start = "create delete get list watch", Kueues = "kueue.x-k8s.io";

    /// <summary>What the account may do: a group of the API, resources, verbs.</summary>
    /// <remarks>As in site/static/examples/multikueue/create-multikueue-kubeconfig.sh, without kinds that the platform does not bring, and
    /// with <c>patch</c> for what is passed on while it runs: the parallelism of a Job, the models of a RayService
    /// (job_multikueue_adapter.go and rayservice_multikueue_adapter.go in pkg/controller/jobs).</remarks>
    public static ImmutableArray<(string Group, ImmutableArray<string> Resources, ImmutableArray<string> Verbs)> Rights { get; } =
    [
        Right(Start, "", "pods"),
        Right($"{Start} patch", "batch", "jobs"),
        Right("get", "batch", "jobs/status"),
        Right(Start, "apps", "statefulsets"),
        Right("get", "apps", "statefulsets/status"),
        Right(Start, "jobset.x-k8s.io", "jobsets"),
        Right("get", "jobset.x-k8s.io", "jobsets/status"),
        Right(Start, "leaderworkerset.x-k8s.io", "leaderworkersets"),
        Right("get", "leaderworkerset.x-k8s.io", "leaderworkersets/status"),
        Right(Start, "ray.io", "rayjobs"),
        Right($"{Start} patch", "ray.io", "rayservices"),
        Right($"{Start} patch update", "ray.io", "rayclusters"),
        Right("get", "ray.io", "rayclusters/status", "rayjobs/status", "rayservices/status"),
        Right($"{Start} patch update", Kueues, "workloads"),
        Right("get patch update", Kueues, "workloads/status"),
        Right("get list watch", Kueues, "clusterqueues", "localqueues"),
    ];

    /// <summary>The members to which the stack's hub dispatches, the preferred first; none where it does not.</summary>
    public static IEnumerable<ClusterSpec> Members(PlatformSpec platform) =>
        FleetDelivery.Hub(platform) is { } hub && AddOn.Of(hub).OfType<Kueue>().FirstOrDefault() is { } kueue
            ? Members(platform, kueue)
            : [];

    /// <summary>Name of the secret, beside the hub's Kueue, that lets it into a member.</summary>
    public static string Secret(string member) => $"dispatch-{member}";

    /// <summary>What all pools of a cluster offer to queued work at their maximum, by resource.</summary>
    public static ImmutableSortedDictionary<string, string> Offers(ClusterSpec cluster) => Total([cluster]);

    // Those that are there; a rule refuses other names.
    internal static IEnumerable<ClusterSpec> Members(PlatformSpec platform, Kueue kueue) =>
        from name in kueue.DispatchTo
        from cluster in platform.Clusters
        where cluster.Name == name
        select cluster;

    /// <summary>The objects on the hub, each kind after those that it refers to.</summary>
    internal static IEnumerable<JsonObject> Manifests(PlatformSpec platform, Kueue kueue)
    {
        if (kueue.DispatchTo.IsEmpty)
        {
            yield break;
        }

        // Without labels and taints: which pool of which member it is, is decided there.
        yield return KubernetesObject.Of(PoolQueues.ApiVersion, "ResourceFlavor", Queue, []);
        foreach (var member in kueue.DispatchTo)
        {
            yield return KubernetesObject.Of(PoolQueues.ApiVersion, "MultiKueueCluster", member, new JsonObject
            {
                ["clusterSource"] = new JsonObject
                {
                    ["kubeConfig"] = new JsonObject { ["locationType"] = "Secret", ["location"] = Secret(member) },
                },
            });
        }

        yield return KubernetesObject.Of(
            PoolQueues.ApiVersion, "MultiKueueConfig", Queue, new JsonObject { ["clusters"] = KubernetesObject.Texts(kueue.DispatchTo) });
        yield return KubernetesObject.Of(PoolQueues.ApiVersion, "AdmissionCheck", Queue, new JsonObject
        {
            ["controllerName"] = "kueue.x-k8s.io/multikueue",
            ["parameters"] = new JsonObject { ["apiGroup"] = Kueues, ["kind"] = "MultiKueueConfig", ["name"] = Queue },
        });
        var offers = Total(Members(platform, kueue));
        // In no cohort: a queue that lends what members have would let work in that no node of the hub can run.
        yield return KubernetesObject.Of(PoolQueues.ApiVersion, "ClusterQueue", Queue, new JsonObject
        {
            ["namespaceSelector"] = Kueue.Namespaces(),
            ["queueingStrategy"] = "BestEffortFIFO",
            ["preemption"] = new JsonObject { ["withinClusterQueue"] = "LowerPriority" },
            ["admissionScope"] = new JsonObject { ["admissionMode"] = "UsageBasedAdmissionFairSharing" },
            ["admissionChecksStrategy"] = new JsonObject { ["admissionChecks"] = new JsonArray(new JsonObject { ["name"] = Queue }) },
            ["resourceGroups"] = new JsonArray(new JsonObject
            {
                ["coveredResources"] = KubernetesObject.Texts(offers.Keys),
                ["flavors"] = new JsonArray(new JsonObject
                {
                    ["name"] = Queue,
                    ["resources"] = new JsonArray(
                        [.. offers.Select(offer => new JsonObject { ["name"] = offer.Key, ["nominalQuota"] = offer.Value })]),
                }),
            }),
        });
    }

    /// <summary>How Kueue asks the members: one after another, in the order of the list, so that the first is filled first. All at once,
    /// its default, several would make room for the same work.</summary>
    internal static JsonObject Configuration() => new()
    {
        ["dispatcherName"] = "kueue.x-k8s.io/multikueue-dispatcher-incremental",
        ["incrementalDispatcherConfig"] = new JsonObject { ["stepSize"] = 1 },
    };

    /// <summary>The way to the API servers of members: 443 in a cloud.</summary>
    internal static IEnumerable<Flow> Traffic(PlatformSpec platform, Kueue kueue) =>
        Flow.ToServices(Members(platform, kueue).Select(member => Clouds.Of(member).ApiEndpoint ?? "https://cloud"));

    // Of several pools, what no machine is known of is never reached. A whole GPU is always listed, as in the queues of a cluster.
    private static ImmutableSortedDictionary<string, string> Total(IEnumerable<ClusterSpec> clusters) => clusters
        .SelectMany(cluster => PoolFlavor.Of(Clouds.Of(cluster)))
        .SelectMany(flavor => flavor.Quota)
        .Concat(((string[])["cpu", "memory", GpuNode.Resource]).Select(resource => KeyValuePair.Create(resource, "0")))
        .GroupBy(offer => offer.Key, offer => offer.Value, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(offers => offers.Key, offers => Sum(offers), StringComparer.Ordinal);

    private static string Sum(IEnumerable<string> amounts)
    {
        const string unit = "Gi";
        if (amounts.FirstOrDefault(amount => amount is PoolFlavor.Unknown or PoolFlavor.UnknownMemory) is { } unknown)
        {
            return unknown;
        }

        var sum = amounts.Sum(amount => long.Parse(amount.Replace(unit, "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        return sum.ToString(CultureInfo.InvariantCulture)
            + (amounts.Any(amount => amount.EndsWith(unit, StringComparison.Ordinal)) ? unit : "");
    }

    private static (string Group, ImmutableArray<string> Resources, ImmutableArray<string> Verbs) Right(
        string verbs, string group, params ImmutableArray<string> resources) => (group, resources, [.. verbs.Split(' ')]);
}
