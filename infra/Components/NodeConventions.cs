namespace Infra.Components;

/// <summary>Labels and taints that the platform's pools carry and its add-ons rely on, the same on every cluster.</summary>
public static class NodeConventions
{
    /// <summary>Label with the pool's name, on every node of a pool that the platform creates.</summary>
    public const string PoolLabel = "ai-platform/pool";

    /// <summary>Name of the pool that runs the platform itself.</summary>
    public const string SystemPool = "system";

    /// <summary>Taint of the system pool, with the value <c>true</c> and the effect <c>NoSchedule</c>; the key that AKS reserves for the purpose.</summary>
    public const string SystemTaint = "CriticalAddonsOnly";

    /// <summary>Label of nodes whose pool shares or cuts its GPUs: which device-plugin configuration applies (read by the GPU Operator).</summary>
    public const string DevicePluginConfigLabel = "nvidia.com/device-plugin.config";

    /// <summary>Label of nodes with a MIG-capable GPU: which layout applies (read by the MIG manager).</summary>
    public const string MigConfigLabel = "nvidia.com/mig.config";
}
