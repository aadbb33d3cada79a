using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.AddOns.Mesh;
using Infra.AddOns.Observability;
using Infra.AddOns.Queues;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Serving;
using Infra.AddOns.Traffic;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Specification.Teams;

namespace Infra.AddOns.Teams;

/// <summary>What the charts of the paved roads are told of a cluster and of a team, so that a team's own values are the same everywhere:
/// the members <c>platform</c> and <c>team</c> of their values. Pure.</summary>
/// <remarks>The charts read nothing of the cluster itself: Argo CD renders them without one.</remarks>
public static class RoadValues
{
    /// <summary>The values.</summary>
    public static JsonObject Of(ClusterContext context, TeamSpec team) => new()
    {
        ["platform"] = Platform(context),
        ["team"] = new JsonObject
        {
            ["name"] = team.Name,
            ["costCentre"] = team.CostCentre,
            ["dataClass"] = team.DataClass,
            ["queue"] = Has<Kueue>(context) ? TeamConventions.Queue : "",
            ["placedQueue"] = Has<Kueue>(context) && TeamPlaces.Shares(team, context.Cluster)
                .Any(share => !context.Cloud.TopologyLevels(share.Pool).IsEmpty) ? TeamConventions.PlacedQueue : "",
            ["egress"] = new JsonArray(
            [
                .. from egress in team.Egress
                   where egress.Cidr is not null
                   select new JsonObject
                   {
                       ["cidr"] = egress.Cidr, ["ports"] = new JsonArray([.. egress.Ports.Select(port => JsonValue.Create(port))]),
                   },
            ]),
        },
    };

    private static JsonObject Platform(ClusterContext context)
    {
        var (platform, cluster, cloud) = (context.Platform, context.Cluster, context.Cloud);
        return new JsonObject
        {
            ["cluster"] = cluster.Name,
            // "on-prem rke2" is a site with RKE2; the charts put it into labels alone.
            ["kind"] = cluster.KindTitle.Split(' ')[^1],
            ["registry"] = platform.Sovereignty.Registry ?? "",
            ["pullSecret"] = PullSecret.Host(platform) is null ? "" : PullSecret.Name,
            ["zones"] = cluster is CloudClusterSpec regional ? regional.Zones : 1,
            ["minor"] = int.Parse(cluster.Version.Split('.')[1], CultureInfo.InvariantCulture),
            ["gateway"] = Gateway(context),
            ["metrics"] = Metrics(context),
            ["monitors"] = AddOn.HasMonitorKinds(cluster),
            ["dashboards"] = !cluster.IsOpenShift && Has<KubePrometheus>(context) && cloud.HighlyAvailable,
            ["scaling"] = Has<Keda>(context),
            ["queues"] = Has<Kueue>(context),
            ["jobSet"] = Has<JobSet>(context),
            ["leaderWorkerSet"] = Has<LeaderWorkerSet>(context),
            ["ray"] = Has<KubeRay>(context),
            ["sandboxes"] = Sandboxes(cluster),
            ["mesh"] = Has<Istio>(context),
            ["trustBundle"] = Has<TrustManager>(context) ? TrustBundle.Name : "",
            ["storageClasses"] = new JsonObject
            {
                ["fast"] = cluster.Storage.Fast is null ? "" : StorageClasses.Fast,
                ["shared"] = cluster.Storage.Shared is null ? "" : StorageClasses.Shared,
                ["parallel"] = cluster.Storage.Parallel is null ? "" : StorageClasses.Parallel,
            },
            ["gpus"] = new JsonArray([.. cluster.NodePools.Select(pool => Gpu(context, pool)).OfType<JsonObject>()]),
        };
    }

    private static JsonObject? Gateway(ClusterContext context) => !Has<EnvoyGateway>(context) ? null : new JsonObject
    {
        ["name"] = EnvoyGateway.GatewayName,
        ["namespace"] = EnvoyGateway.Namespace,
        ["domain"] = context.Cluster.Ingress?.Domain ?? "",
        ["inferencePool"] = Has<InferenceExtension>(context) && (context.Cloud.BringsPoolGateway || Has<EnvoyAiGateway>(context)),
        // OpenShift's own controller.
        ["istio"] = context.Cluster.IsOpenShift,
    };

    // An agent at the edge forwards what it scrapes and answers nothing.
    private static JsonObject? Metrics(ClusterContext context) =>
        !Has<KubePrometheus>(context) || KubePrometheus.IsAgent(context) ? null : new JsonObject
        {
            ["address"] = KubePrometheus.QueryUrlOf(context),
            ["authentication"] = context.Cluster.IsOpenShift ? Keda.PrometheusLogin : "",
            ["namespace"] = context.Cluster.IsOpenShift ? OpenShiftMonitoring.UserNamespace : KubePrometheus.Namespace,
        };

    private static JsonObject Sandboxes(ClusterSpec cluster)
    {
        var sandboxes = AddOn.Of(cluster).OfType<AgentSandbox>().FirstOrDefault();
        return new JsonObject
        {
            ["agentSandbox"] = sandboxes is not null,
            ["runtimeClasses"] = KubernetesObject.Texts(sandboxes?.RuntimeClasses.Select(runtime => runtime.Name) ?? []),
        };
    }

    // Pods claim what a driver of dynamic resource allocation advertises, which the charts do not.
    private static JsonObject? Gpu(ClusterContext context, NodePoolSpec pool)
    {
        var cloud = context.Cloud;
        if (cloud.Gpu(pool) is not { IsClaimed: false } gpu)
        {
            return null;
        }

        return new JsonObject
        {
            ["pool"] = pool.Name,
            ["model"] = gpu.Model.Id,
            ["memoryGiB"] = gpu.Model.MemoryGb,
            ["perNode"] = gpu.Allocatable,
            ["resource"] = gpu.ResourceName,
            ["share"] = gpu.Sharing switch
            {
                MigGpu mig => $"mig-{mig.Profile}", TimeSlicedGpu => "time-sliced", MpsGpu => "mps", _ => "",
            },
            ["shareMemoryGiB"] = ShareMemory(gpu),
            ["nodeSelector"] = cloud.LabelsNodes(pool) ? new JsonObject { [NodeConventions.PoolLabel] = pool.Name } : [],
            ["tolerations"] = new JsonArray([.. Taints(cloud, pool).Select(Placement.Tolerate)]),
            ["network"] = Network(context, pool),
            ["placed"] = !cloud.TopologyLevels(pool).IsEmpty,
        };
    }

    // Pods that share a GPU in turns each see all of its memory, but have only so much of it if all use the same.
    private static int ShareMemory(GpuNode gpu) => gpu.Sharing switch
    {
        MigGpu mig => int.Parse(mig.Profile.Split('.')[1].Split("gb")[0], CultureInfo.InvariantCulture),
        TimeSlicedGpu slices => gpu.Model.MemoryGb / slices.Replicas,
        MpsGpu slices => gpu.Model.MemoryGb / slices.Replicas,
        _ => gpu.Model.MemoryGb,
    };

    private static IEnumerable<string> Taints(CloudFacts cloud, NodePoolSpec pool) =>
        cloud.TaintsOf(pool).Select(taint => taint.Key)
            .Concat(pool is CloudNodePoolSpec { Capacity: Capacity.Spot } && cloud.SpotTaint is { } spot ? [spot] : [])
            .Distinct();

    // What a pod that has a whole node requests of its fast network.
    private static JsonObject Network(ClusterContext context, NodePoolSpec pool)
    {
        if (context.Cloud.EfaPools.Contains(pool.Name) && context.Cloud.Machine(pool) is { } machine)
        {
            return new() { [EfaDevicePlugin.Resource] = machine.InterconnectCards };
        }

        var network = context.Cloud.RdmaPools.Where(one => one.Pool == pool).Select(one => one.Network).ToList();
        return network.Count > 0 && AddOn.Of(context.Cluster).OfType<NetworkOperator>().FirstOrDefault() is { } devices
            ? new() { [devices.ResourceOf(network[0])] = 1 }
            : [];
    }

    private static bool Has<T>(ClusterContext context)
        where T : AddOn => AddOn.Of(context.Cluster).OfType<T>().Any();
}
