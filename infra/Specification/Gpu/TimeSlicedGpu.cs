namespace Infra.Specification.Gpu;

/// <summary>Pods take turns on the GPU, without memory or fault isolation.</summary>
public sealed record TimeSlicedGpu : GpuSharing
{
    /// <summary>Pods that share one GPU, 2 or more.</summary>
    public required int Replicas { get; init; }
}
