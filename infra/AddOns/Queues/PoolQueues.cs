using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;

namespace Infra.AddOns.Queues;

/// <summary>The queues of a cluster, which follow from its pools: a flavour for each pool, and a ClusterQueue that holds what all of them
/// offer. Pools whose work is placed by the network have a ClusterQueue of their own, in which Kueue places everything.</summary>
internal static class PoolQueues
{
    /// <summary>The cohort of all queues of the cluster, which borrow from each other.</summary>
    public const string Cohort = "platform";

    /// <summary>The queue of all pools but those of <see cref="Placed"/>.</summary>
    public const string General = "platform";

    /// <summary>The queue of pools whose work is placed by the network.</summary>
    public const string Placed = "placed";

    /// <summary>Group and version of the kinds of Kueue.</summary>
    public const string ApiVersion = "kueue.x-k8s.io/v1beta2";

    // Work without a class has the priority of its pods, which is 0.
    private static readonly ImmutableArray<(string Name, int Value, string Text)> _priorities =
    [
        ("high", 1000, "Takes the place of other work in its queue."),
        ("low", -1000, "Gives its place to any other work in its queue."),
    ];

    /// <summary>The objects, each kind after those that it refers to.</summary>
    public static IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        var flavors = PoolFlavor.Of(context.Cloud).ToList();
        foreach (var levels in flavors.Select(flavor => flavor.Levels).Where(levels => !levels.IsEmpty).DistinctBy(TopologyOf))
        {
            yield return KubernetesObject.Of(ApiVersion, "Topology", TopologyOf(levels), new JsonObject
            {
                ["levels"] = new JsonArray([.. levels.Select(label => new JsonObject { ["nodeLabel"] = label })]),
            });
        }

        foreach (var flavor in flavors)
        {
            yield return Flavor(flavor);
        }

        yield return KubernetesObject.Of(ApiVersion, "Cohort", Cohort, []);
        yield return OfEveryone(context, General, [.. flavors.Where(flavor => flavor.Levels.IsEmpty)]);
        if (flavors.Any(flavor => !flavor.Levels.IsEmpty))
        {
            yield return OfEveryone(context, Placed, [.. flavors.Where(flavor => !flavor.Levels.IsEmpty)]);
        }

        foreach (var (name, value, text) in _priorities)
        {
            yield return new JsonObject
            {
                ["apiVersion"] = ApiVersion,
                ["kind"] = "WorkloadPriorityClass",
                ["metadata"] = new JsonObject { ["name"] = name },
                ["value"] = value,
                ["description"] = text,
            };
        }
    }

    // The levels of a topology cannot change, so its name says which they are.
    private static string TopologyOf(ImmutableArray<string> levels) =>
        levels.Length == 1 ? "nodes" : levels[0] == Placement.ZoneLabel ? "zones" : "network";

    private static JsonObject Flavor(PoolFlavor flavor)
    {
        var spec = new JsonObject();
        if (!flavor.Labels.IsEmpty)
        {
            spec["nodeLabels"] = KarpenterNodePool.Map(flavor.Labels);
        }

        if (!flavor.Taints.IsEmpty)
        {
            spec["nodeTaints"] = KarpenterNodePool.Taints(flavor.Taints);
        }

        if (!flavor.Levels.IsEmpty)
        {
            spec["topologyName"] = TopologyOf(flavor.Levels);
        }

        return KubernetesObject.Of(ApiVersion, "ResourceFlavor", flavor.Name, spec);
    }

    // What is guaranteed to teams is in their own queues, whose work does not come here.
    private static JsonObject OfEveryone(ClusterContext context, string name, ImmutableArray<PoolFlavor> flavors)
    {
        var shares = TeamPlaces.Shares(context.Platform, context.Cluster).ToList();
        var guaranteed = shares.ToLookup(share => (share.Pool.Name, share.Resource), share => share.Spec.Guaranteed);
        var selector = Kueue.Namespaces();
        if (shares.Count > 0)
        {
            selector["matchExpressions"]!.AsArray().Add(new JsonObject
            {
                ["key"] = Kueue.NamespaceLabel,
                ["operator"] = "NotIn",
                ["values"] = KubernetesObject.Texts(shares.Select(share => share.Team.Name).Distinct().Order(StringComparer.Ordinal)),
            });
        }

        var spec = Specification(selector);
        if (!flavors.IsEmpty)
        {
            // Every flavour lists all of them; what a pool does not have is none. A whole GPU is always among them, so that work which asks
            // for one where there is none waits, instead of starting nowhere.
            ImmutableArray<string> resources =
            [
                .. flavors.SelectMany(flavor => flavor.Quota.Keys).Append(GpuNode.Resource).Distinct().Order(StringComparer.Ordinal),
            ];
            spec["resourceGroups"] = new JsonArray(new JsonObject
            {
                ["coveredResources"] = KubernetesObject.Texts(resources),
                ["flavors"] = new JsonArray([.. flavors.Select(flavor => new JsonObject
                {
                    ["name"] = flavor.Name,
                    ["resources"] = new JsonArray([.. resources.Select(resource => new JsonObject
                    {
                        ["name"] = resource, ["nominalQuota"] = Left(flavor, resource),
                    })]),
                })]),
            });
        }

        return KubernetesObject.Of(ApiVersion, "ClusterQueue", name, spec);

        string Left(PoolFlavor flavor, string resource)
        {
            var all = flavor.Quota.GetValueOrDefault(resource, "0");
            var own = guaranteed[(flavor.Pool, resource)].Sum();
            return own == 0 ? all : (long.Parse(all, CultureInfo.InvariantCulture) - own).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>What every ClusterQueue has, without its quotas.</summary>
    /// <remarks>Without borrowWithinCohort, which Kueue has only where there is no fair sharing (ClusterQueuePreemption in
    /// apis/kueue/v1beta2/clusterqueue_types.go): between queues, shares decide.</remarks>
    /// <param name="namespaces">Selects the namespaces whose work it takes.</param>
    internal static JsonObject Specification(JsonObject namespaces) => new()
    {
        ["cohortName"] = Cohort,
        ["namespaceSelector"] = namespaces,
        ["queueingStrategy"] = "BestEffortFIFO",
        ["preemption"] = new JsonObject { ["reclaimWithinCohort"] = "Any", ["withinClusterQueue"] = "LowerPriority" },
        ["fairSharing"] = new JsonObject { ["weight"] = "1" },
        ["admissionScope"] = new JsonObject { ["admissionMode"] = "UsageBasedAdmissionFairSharing" },
    };
}
