namespace Infra.Specification.Gpu;

/// <summary>The GPU is partitioned into instances with isolated memory and faults (Multi-Instance GPU).</summary>
public sealed record MigGpu : GpuSharing
{
    /// <summary>Profile into which every GPU of the pool is partitioned, for example <c>1g.10gb</c>; the model decides which profiles
    /// exist.</summary>
    public required string Profile { get; init; }
}
