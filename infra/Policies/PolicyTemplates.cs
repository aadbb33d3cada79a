using System.Collections.Immutable;

namespace Infra.Policies;

/// <summary>The admission policies of the platform.</summary>
public static class PolicyTemplates
{
    /// <summary>Images come from the mirror or from an allowed registry.</summary>
    public static PolicyTemplate AllowedRegistries { get; } = new("allowed-registries", "PlatformAllowedRegistries");

    /// <summary>Pods with a GPU run only in namespaces that have a quota for that kind of GPU.</summary>
    public static PolicyTemplate GpuQuota { get; } = new("gpu-quota", "PlatformGpuQuota");

    /// <summary>No pod can access a GPU that was not assigned to it.</summary>
    public static PolicyTemplate GpuIsolation { get; } = new("gpu-isolation", "PlatformGpuIsolation");

    /// <summary>One line for each policy.</summary>
    public static ImmutableArray<PolicyTemplate> All { get; } = [AllowedRegistries, GpuQuota, GpuIsolation];
}
