namespace Infra.Specification.Gpu;

/// <summary>The GPUs of a pool's nodes.</summary>
public sealed record GpuSpec
{
    /// <summary>GPU model from the catalogue, for example <c>h100</c>; required on-prem; in a cloud the machine type decides it.</summary>
    public string? Model { get; init; }

    /// <summary>GPUs per node; required on-prem; in a cloud the machine type decides it.</summary>
    public int? Count { get; init; }

    /// <summary>How pods share one GPU.</summary>
    /// <value>exclusive</value>
    public GpuSharing Sharing { get; init; } = new ExclusiveGpu();

    /// <summary>Who installs the driver and the container toolkit; absent: whoever does it best on that machine and image.</summary>
    public GpuDriverOwner? Driver { get; init; }
}
