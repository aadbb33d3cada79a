using System.Text.Json.Nodes;

namespace Infra.Facts.Clusters;

/// <summary>How large the platform's own workloads are: the one place where a cluster of several nodes and a single small node
/// differ.</summary>
public sealed record Sizing
{
    private static readonly Sizing Standard = new(true);
    private static readonly Sizing Edge = new(false);

    private Sizing(bool highlyAvailable) => HighlyAvailable = highlyAvailable;

    /// <summary>The sizing of a cluster: highly available everywhere but at an edge site.</summary>
    public static Sizing Of(CloudFacts cloud) => cloud.HighlyAvailable ? Standard : Edge;

    /// <summary>Whether components run more than once; on a single node a second replica or a disruption budget protects nothing.</summary>
    public bool HighlyAvailable { get; }

    /// <summary>Replicas of a controller with leader election: one works, one stands by.</summary>
    public int Replicas => HighlyAvailable ? 2 : 1;

    /// <summary>Replicas of an admission webhook, which the API server waits for: three, so that a lost node and a rollout together leave
    /// one.</summary>
    public int WebhookReplicas => HighlyAvailable ? 3 : 1;

    /// <summary>Requests and memory limit of a container, halved at an edge site. No CPU limit of our own: it throttles a controller
    /// while the node idles. Memory has one, so that a leak hits its own pod.</summary>
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
