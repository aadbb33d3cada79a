using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;

namespace Infra.AddOns.Gpu;

/// <summary>What the DCGM exporter tells, and of whom: the counters, and which pod uses a device. The rules of the monitoring stack build
/// on it.</summary>
internal static class DcgmExporter
{
    /// <summary>Name of the config map with the counters.</summary>
    public const string CountersMap = "platform-dcgm-metrics";

    /// <summary>Its key, which the operator mounts into the exporter.</summary>
    public const string CountersFile = "dcgm-metrics.csv";

    private static readonly Lazy<string> _counters = new(Load);

    // What a team or a queue is recognised by. Without a list, every label of a pod would become a label of every counter, and one that is
    // named like a label of the exporter would take its place.
    private static readonly string[] _podLabels = [@"^app\.kubernetes\.io/name$", @"^kueue\.x-k8s\.io/queue-name$"];

    /// <summary>The counters, one a line: field, type and help.</summary>
    public static string Counters => _counters.Value;

    /// <summary>The exporter's settings, in the form that the chart's values and a ClusterPolicy share.</summary>
    public static JsonObject Settings(CloudFacts cloud)
    {
        var settings = new JsonObject
        {
            ["config"] = new JsonObject { ["name"] = CountersMap },
            ["enablePodLabels"] = true,
            ["podLabelAllowlistRegex"] = KubernetesObject.Texts(_podLabels),
            // What the exporter says of a pod stays apart from its own pod, which is the target; rules need the node beside it. Without its
            // kind on the cluster, a monitor would make the chart fail.
            ["serviceMonitor"] = new JsonObject
            {
                ["enabled"] = AddOn.HasMonitorKinds(cloud.Cluster),
                ["relabelings"] = new JsonArray(new JsonObject
                {
                    ["sourceLabels"] = new JsonArray("__meta_kubernetes_pod_node_name"),
                    ["targetLabel"] = "node",
                }),
            },
        };
        if (TellsSharingPods(cloud))
        {
            // By the process ids of the host, it tells the pods of a device apart (internal/pkg/transformation/process_metrics.go of
            // NVIDIA/dcgm-exporter). Its container is privileged in any case. By itself it knows no renamed resource.
            settings["hostPID"] = true;
            settings["env"] = new JsonArray(
                Variable("KUBERNETES_VIRTUAL_GPUS", "true"), Variable("NVIDIA_RESOURCE_NAMES", GpuNode.SharedResource));
        }

        return settings;
    }

    /// <summary>Whether it tells what each of several pods on one device uses; otherwise it would give the whole device to one of them. On
    /// OpenShift the operator's security context constraint forbids the process ids of the host (assets/state-dcgm-exporter of
    /// NVIDIA/gpu-operator), without which all of them would seem idle.</summary>
    public static bool TellsSharingPods(CloudFacts cloud) =>
        !cloud.Cluster.IsOpenShift && cloud.GpuNodes.Any(node => node.Sharing is TimeSlicedGpu or MpsGpu);

    private static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static string Load()
    {
        using var stream = typeof(DcgmExporter).Assembly.GetManifestResourceStream($"Infra.AddOns.{CountersFile}")
            ?? throw new InvalidOperationException($"The file {CountersFile} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
