namespace Infra.Specification.Gpu;

/// <summary>One pod has the whole GPU.</summary>
public sealed record ExclusiveGpu : GpuSharing;
