namespace Infra.Specification.Gpu;

/// <summary>Pods run on the GPU at the same time through NVIDIA's Multi-Process Service, each with its share of the memory.</summary>
public sealed record MpsGpu : GpuSharing
{
    /// <summary>Pods that share one GPU, 2 or more.</summary>
    public required int Replicas { get; init; }
}
