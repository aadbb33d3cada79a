
namespace Infra.Specification.Gpu;

/// <summary>Who installs the GPU driver and the container toolkit on a node: exactly one of them.</summary>
public enum GpuDriverOwner
{
    /// <summary>The node's own image or host: the NVIDIA AMI, Azure's GPU image, an administrator.</summary>
    NodeImage,

    /// <summary>The NVIDIA GPU Operator, in containers.</summary>
    Operator,
}
