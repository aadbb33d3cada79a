using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Gpu;

/// <summary>The GPU Operator on OpenShift, where the Operator Lifecycle Manager installs both it and node feature discovery: first
/// subscriptions, then the resources that configure the two.</summary>
internal static class GpuOperatorOnOpenShift
{
    /// <summary>The objects in the order in which they are needed.</summary>
    public static IEnumerable<JsonObject> Manifests(GpuOperator addOn, ClusterContext context)
    {
        var target = addOn.Chart.Namespace;
        yield return OlmPackage.Group("gpu-operator", target);
        yield return OlmPackage.Subscription("nfd", "stable", addOn.OpenShiftFeatureCatalog, target);
        yield return OlmPackage.Subscription("gpu-operator-certified", OlmPackage.Channel(addOn.Chart), addOn.OpenShiftCatalog, target);
        yield return KubernetesObject.Of("nfd.openshift.io/v1", "NodeFeatureDiscovery", "nfd", new JsonObject
        {
            ["workerConfig"] = new JsonObject
            {
                // Ethernet, InfiniBand, displays and accelerators, by vendor: how operators find GPUs and adapters.
                ["configData"] =
                    """
                    sources:
                      pci:
                        deviceClassWhitelist: ["0200", "0207", "03", "12"]
                        deviceLabelFields: [vendor]
                    """,
            },
        }, target);
        var nodes = context.Cloud.GpuNodes;
        yield return KubernetesObject.ConfigMap(GpuSharingConfig.DevicePluginMap, GpuSharingConfig.DevicePlugin(nodes), target);
        yield return KubernetesObject.ConfigMap(GpuSharingConfig.MigMap, GpuSharingConfig.MigManager(nodes), target);
        yield return KubernetesObject.ConfigMap(
            DcgmExporter.CountersMap, new JsonObject { [DcgmExporter.CountersFile] = DcgmExporter.Counters }, target);
        yield return ClusterPolicy(addOn, context);
    }

    // No driver version: the operator takes the one that its release was certified with, and the driver toolkit image of the node's own
    // release.
    private static JsonObject ClusterPolicy(GpuOperator addOn, ClusterContext context)
    {
        var policy = addOn.Operands(context.Cloud);
        policy["operator"] = new JsonObject { ["use_ocp_driver_toolkit"] = true, ["runtimeClass"] = context.Cloud.GpuRuntimeClass };
        // A policy has no defaults for these, as the chart has.
        policy["migManager"]!["enabled"] = true;
        policy["devicePlugin"]!["enabled"] ??= true;
        policy["gfd"] = new JsonObject { ["enabled"] = true };
        policy["dcgmExporter"]!["enabled"] = true;
        policy["nodeStatusExporter"] = new JsonObject { ["enabled"] = true };
        return KubernetesObject.Of("nvidia.com/v1", "ClusterPolicy", "gpu-cluster-policy", policy);
    }
}
