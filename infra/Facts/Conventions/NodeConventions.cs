using Infra.Specification.Pools;

namespace Infra.Facts.Conventions;

/// <summary>Labels and taints of the platform's pools, on which its add-ons rely; the same on every cluster. For the additional labels and
/// taints of GPU nodes see <c>GpuNode</c>.</summary>
public static class NodeConventions
{
    /// <summary>Label with the pool's name, on every node of a pool that the platform creates.</summary>
    public const string PoolLabel = "ai-platform/pool";

    /// <summary>Label with the address by which a stack knows a host, on every node that the platform installs.</summary>
    public const string HostLabel = "ai-platform/host";

    /// <summary>Name of the pool that runs the platform itself.</summary>
    public const string SystemPool = "system";

    /// <summary>Taint of the system pool, with the value <c>true</c> and the effect <c>NoSchedule</c>; the key that AKS reserves for this
    /// purpose.</summary>
    public const string SystemTaint = "CriticalAddonsOnly";

    /// <summary>The complete taint of the system pool.</summary>
    public static TaintSpec OfSystemPool { get; } = new() { Key = SystemTaint, Value = "true" };
}
