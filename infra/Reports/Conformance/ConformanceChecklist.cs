using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Conventions;
using Infra.Planning;

namespace Infra.Reports.Conformance;

/// <summary>The requirements of Kubernetes AI Conformance 1.36, and what a plan shows of each. It looks for the resources by the keys of
/// their add-ons, and never at what the stack asks for.</summary>
/// <seealso href="https://github.com/cncf/k8s-ai-conformance/blob/main/docs/AIConformance-1.36.yaml"/>
public static class ConformanceChecklist
{
    /// <summary>The version of the checklist.</summary>
    public const string Version = "v1.36";

    private const string Gpus = "gpu-operator", Prometheus = "kube-prometheus-stack", NoAccelerators = "no pool has accelerators";

    // By which a node selects how its GPUs are shared.
    private static readonly string[] _sharing = ["nvidia.com/device-plugin.config", "nvidia.com/mig.config"];

    /// <summary>In the order of the checklist.</summary>
    public static ImmutableArray<ConformanceRequirement> All { get; } =
    [
        new("driver_runtime_management", "accelerators", Must: false, Drivers),
        new("gpu_sharing", "accelerators", Must: false, Sharing),
        new("virtualized_accelerator", "accelerators", Must: false, Virtual),
        new("ai_inference", "networking", Must: true, cluster => ConformanceAnswer.Of(
            ("Gateway API", cluster.Installed("gateway-api")), ("a gateway", Gateways(cluster)))),
        new("advanced_inference_ingress", "networking", Must: false, cluster => ConformanceAnswer.Of(
            ("inference extension", cluster.Installed("inference-extension")),
            ("a gateway that asks endpoint pickers", PoolGateways(cluster)))),
        new("high_performance_networking", "networking", Must: false, FastNetworks),
        new("disaggregated_inference", "networking", Must: false, cluster => ConformanceAnswer.Of(
            ("a runtime with separate pods for prefill and decode", cluster.Installed("kserve")),
            ("groups of pods", cluster.Installed("leader-worker-set")))),
        new("gang_scheduling", "schedulingOrchestration", Must: true, Gangs),
        new("cluster_autoscaling", "schedulingOrchestration", Must: true, Nodes),
        new("pod_autoscaling", "schedulingOrchestration", Must: true, cluster => ConformanceAnswer.Of(
            ("KEDA", cluster.Installed("keda")), ("Prometheus", Scrapers(cluster)), ("metrics of accelerators", Exporters(cluster)))),
        new("accelerator_metrics", "observability", Must: true, cluster => cluster.AcceleratorPools.Any()
            ? ConformanceAnswer.Of(("an exporter that is scraped", Exporters(cluster)), ("Prometheus", Scrapers(cluster)))
            : ConformanceAnswer.None(NoAccelerators)),
        new("ai_service_metrics", "observability", Must: true, cluster => ConformanceAnswer.Of(
            ("a Prometheus that scrapes every namespace", Scrapers(cluster)))),
        new("secure_accelerator_access", "security", Must: true, Isolation),
        new("robust_controller", "operator", Must: true, cluster => ConformanceAnswer.Of(
            ("an operator such as KubeRay", cluster.Installed("kuberay-operator")))),
    ];

    private static ConformanceAnswer Drivers(PlannedCluster cluster) => cluster.AcceleratorPools.Any()
        ? ConformanceAnswer.Of(("labels or attributes with the versions of driver and runtime",
        [
            .. cluster.Value(Gpus, "driver.enabled", "false").Select(each => each with { Setting = "driver of the image, told by labels" }),
            .. cluster.Value(Gpus, "driver.version").Where(_ => cluster.Cloud.OperatorOwnsGpuDriver),
            .. ClusterPolicies(cluster),
            .. cluster.Installed("dra-driver"),
        ]))
        : ConformanceAnswer.None(NoAccelerators);

    private static ConformanceAnswer Sharing(PlannedCluster cluster)
    {
        if (cluster.Cloud.GpuNodes.IsEmpty)
        {
            return ConformanceAnswer.None("no pool has GPUs");
        }

        return ConformanceAnswer.Of(("a pool that shares its GPUs",
        [
            .. from pool in cluster.Resources
               from label in _sharing
               let value = Label(pool, label)
               where value is not (null or "exclusive" or "all-disabled")
               select new ConformanceEvidence(pool, $"{label} is {value}"),
        ]));
    }

    // Only sizes of Azure have such GPUs, with the driver of their image; the platform sets up no vGPUs on hosts of its own.
    private static ConformanceAnswer Virtual(PlannedCluster cluster) =>
        cluster.Context.Cluster.NodePools.Any(pool => cluster.Cloud.Machine(pool) is { DriverOfImageOnly: true })
            ? ConformanceAnswer.Of(("the operator on nodes with their own driver", cluster.Value(Gpus, "driver.enabled", "false")))
            : ConformanceAnswer.None("no pool has virtual GPUs");

    private static ConformanceAnswer FastNetworks(PlannedCluster cluster) =>
        cluster.Cloud.EfaPools.Any() || cluster.Installed("network-operator").Any()
            ? ConformanceAnswer.Of(("a device plugin or driver for the interfaces",
                [.. cluster.Installed("efa-device-plugin"), .. cluster.Installed("network-operator")]))
            : ConformanceAnswer.None("no pool has a network between its nodes that the platform knows");

    private static ConformanceAnswer Gangs(PlannedCluster cluster) => ConformanceAnswer.Of(
        ("Kueue", cluster.Installed("kueue")),
        ("waitForPodsReady", cluster.Release("kueue")
            .Where(release => release.Inputs["values"]?.ToJsonString().Contains("waitForPodsReady", StringComparison.Ordinal) == true)
            .Select(release => new ConformanceEvidence(release, "waitForPodsReady in its configuration"))));

    private static ConformanceAnswer Nodes(PlannedCluster cluster)
    {
        if (!cluster.AcceleratorPools.Any())
        {
            return ConformanceAnswer.None(NoAccelerators);
        }

        if (cluster.Cloud.Profile is null)
        {
            return ConformanceAnswer.None("a site has a fixed number of machines, and no autoscaler");
        }

        var pools = cluster.AcceleratorPools.ToHashSet(StringComparer.Ordinal);
        ConformanceEvidence[] found =
        [
            .. from pool in cluster.Resources
               where Label(pool, NodeConventions.PoolLabel) is { } name && pools.Contains(name)
               from limit in PlannedCluster.Setting(pool, "scalingConfig.maxSize").Concat(PlannedCluster.Setting(pool, "maxCount"))
               select limit,
            .. cluster.Objects("NodePool").Where(pool => pools.Contains((string)pool.Inputs["metadata"]!["name"]!))
                .Select(pool => new ConformanceEvidence(pool)),
        ];
        return ConformanceAnswer.Of(
            ("pools that grow", found),
            ("what makes them grow",
            [
                .. cluster.Installed("cluster-autoscaler"),
                .. cluster.Installed("karpenter"),
                // AKS scales them itself.
                .. found.Where(each => (bool?)each.Resource.Inputs["enableAutoScaling"] == true)
                    .Select(each => each with { Setting = "enableAutoScaling is true" }),
            ]));
    }

    private static ConformanceAnswer Isolation(PlannedCluster cluster) => cluster.AcceleratorPools.Any()
        ? ConformanceAnswer.Of(
            ("container devices (CDI)",
                [.. cluster.Value(Gpus, "cdi.enabled", "true"), .. ClusterPolicies(cluster).SelectMany(policy =>
                    PlannedCluster.Setting(policy.Resource, "spec.cdi.enabled", "true"))]),
            ("an admission policy against ways round the device plugin", cluster.Resources
                .Where(resource => resource.Type.StartsWith("kubernetes:constraints.gatekeeper.sh/", StringComparison.Ordinal)
                    && resource.Type.Contains("Gpu", StringComparison.Ordinal))
                .SelectMany(policy => PlannedCluster.Setting(policy, "spec.enforcementAction", "\"deny\""))))
        : ConformanceAnswer.None(NoAccelerators);

    private static IEnumerable<ConformanceEvidence> Gateways(PlannedCluster cluster) =>
        [.. cluster.Installed("envoy-gateway"), .. cluster.Objects("GatewayClass").Select(each => new ConformanceEvidence(each))];

    // Envoy Gateway does so by its extension, where it is told of pools; OpenShift's own controller once the kind is there.
    private static IEnumerable<ConformanceEvidence> PoolGateways(PlannedCluster cluster) =>
    [
        .. cluster.Installed("envoy-ai-gateway").Where(_ => PoolBackends(cluster).Any()), .. PoolBackends(cluster),
        .. cluster.Cloud.BringsPoolGateway ? cluster.Objects("GatewayClass").Select(each => new ConformanceEvidence(each)) : [],
    ];

    private static IEnumerable<ConformanceEvidence> PoolBackends(PlannedCluster cluster) =>
        cluster.Value("envoy-gateway", "config.envoyGateway.extensionManager.backendResources");

    // OpenShift has its own, which a config map opens to users.
    private static IEnumerable<ConformanceEvidence> Scrapers(PlannedCluster cluster) =>
    [
        .. cluster.Value(Prometheus, "prometheus.prometheusSpec.serviceMonitorSelectorNilUsesHelmValues", "false"),
        .. cluster.Objects("ConfigMap").Where(map => (string?)map.Inputs["metadata"]?["name"] == "cluster-monitoring-config")
            .Where(map => (string?)map.Inputs["data"]?["config.yaml"] is { } text
                && text.Contains("enableUserWorkload: true", StringComparison.Ordinal))
            .Select(map => new ConformanceEvidence(map, "enableUserWorkload is true")),
    ];

    private static IEnumerable<ConformanceEvidence> Exporters(PlannedCluster cluster) =>
    [
        .. cluster.Value(Gpus, "dcgmExporter.serviceMonitor.enabled", "true"),
        .. ClusterPolicies(cluster).SelectMany(policy =>
            PlannedCluster.Setting(policy.Resource, "spec.dcgmExporter.serviceMonitor.enabled", "true")),
    ];

    // A label that the nodes of a pool have, as node groups and agent pools write it.
    private static string? Label(PlannedResource pool, string label) =>
        (string?)((pool.Inputs["labels"] ?? pool.Inputs["nodeLabels"]) as JsonObject)?[label];

    // On OpenShift there is no chart.
    private static IEnumerable<ConformanceEvidence> ClusterPolicies(PlannedCluster cluster) =>
        cluster.Objects("ClusterPolicy").Select(policy => new ConformanceEvidence(policy));
}
