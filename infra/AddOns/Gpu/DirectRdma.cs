namespace Infra.AddOns.Gpu;

/// <summary>How network adapters reach the memory of GPUs.</summary>
public enum DirectRdma
{
    /// <summary>Through DMA-BUF of the kernel, which NVIDIA recommends and for which the operator sets nothing: Linux 5.12 or newer, GPUs
    /// since Turing, the open kernel modules
    /// (https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/gpu-operator-rdma.html).</summary>
    DmaBuf,

    /// <summary>Through the module <c>nvidia-peermem</c>, beside the network drivers (DOCA-OFED) that every GPU host has installed. On a
    /// host without them, the GPU driver waits for ever.</summary>
    HostDrivers,

    /// <summary>Through the module <c>nvidia-peermem</c>, beside the network drivers that the network operator installs. The GPU driver of
    /// a node with an adapter of NVIDIA waits for them, so every GPU pool has to have such a network.</summary>
    OperatorDrivers,
}
