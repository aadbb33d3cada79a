using System.Text.Json.Nodes;

namespace Infra.Facts.Clusters;

/// <summary>The size of the platform's own workloads: the only place where a cluster of several nodes and a single small node
/// differ.</summary>
public sealed record Sizing
{
    private static readonly Sizing _standard = new(true);
    private static readonly Sizing _edge = new(false);

    private Sizing(bool highlyAvailable) => HighlyAvailable = highlyAvailable;

    /// <summary>The sizing of a cluster: highly available everywhere except at an edge site.</summary>
    public static Sizing Of(CloudFacts cloud) => cloud.HighlyAvailable ? _standard : _edge;

    /// <summary>Whether components have several replicas; on a single node a second replica or a disruption budget protects
    /// nothing.</summary>
    public bool HighlyAvailable { get; }

    /// <summary>Replicas of a controller with leader election: one active, one standby.</summary>
    public int Replicas => HighlyAvailable ? 2 : 1;

    /// <summary>Replicas of an admission webhook, for which the API server waits: three, so that one remains even if a node is lost during
    /// a rollout.</summary>
    public int WebhookReplicas => HighlyAvailable ? 3 : 1;

    /// <summary>Requests and memory limit of a container, halved at an edge site. There is no CPU limit, because it would throttle a
    /// controller while the node is idle. There is a memory limit, so that a leak affects only its own pod.</summary>
    /// <param name="cpuMillis">Requested CPU in thousandths of a core.</param>
    /// <param name="memoryMiB">Requested memory in MiB.</param>
    /// <param name="memoryLimitMiB">Memory limit in MiB.</param>
    public JsonObject Resources(int cpuMillis, int memoryMiB, int memoryLimitMiB)
    {
        var part = HighlyAvailable ? 1 : 2;
        return new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = $"{cpuMillis / part}m", ["memory"] = $"{memoryMiB / part}Mi" },
            ["limits"] = new JsonObject { ["memory"] = $"{memoryLimitMiB / part}Mi" },
        };
    }
}
