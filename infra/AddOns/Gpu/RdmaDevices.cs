namespace Infra.AddOns.Gpu;

/// <summary>How pods get the adapters of a network between nodes.</summary>
public enum RdmaDevices
{
    /// <summary>All adapters of a node to each pod that requests <c>rdma/shared_ib</c> or <c>rdma/shared_roce</c>, of which a node has
    /// 63.</summary>
    Shared,

    /// <summary>One adapter for each <c>rdma/ib</c> or <c>rdma/roce</c> that a pod requests, and to no other pod.</summary>
    Exclusive,
}
