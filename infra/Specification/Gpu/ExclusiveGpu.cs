namespace Infra.Specification.Gpu;

/// <summary>One pod uses the whole GPU.</summary>
public sealed record ExclusiveGpu : GpuSharing;
