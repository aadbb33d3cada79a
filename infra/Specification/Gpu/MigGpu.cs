namespace Infra.Specification.Gpu;

/// <summary>The GPU is cut into instances with memory and faults of their own (Multi-Instance GPU).</summary>
public sealed record MigGpu : GpuSharing
{
    /// <summary>Profile that every GPU of the pool is cut into, for example <c>1g.10gb</c>; the model decides which exist.</summary>
    public required string Profile { get; init; }
}
