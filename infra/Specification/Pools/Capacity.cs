namespace Infra.Specification.Pools;

/// <summary>How the machines of a pool are bought.</summary>
public enum Capacity
{
    /// <summary>By the hour, while the cloud has them.</summary>
    OnDemand,

    /// <summary>Spare machines that the cloud may take back at any time.</summary>
    Spot,

    /// <summary>Machines of a reservation that the pool names.</summary>
    Reserved,

    /// <summary>An EC2 Capacity Block for ML: machines of a fixed time window; EKS alone.</summary>
    CapacityBlock,
}
