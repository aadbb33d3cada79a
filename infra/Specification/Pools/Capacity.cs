namespace Infra.Specification.Pools;

/// <summary>How the machines of a pool are bought.</summary>
public enum Capacity
{
    /// <summary>By the hour, subject to availability.</summary>
    OnDemand,

    /// <summary>Spare machines that the cloud may reclaim at any time.</summary>
    Spot,

    /// <summary>Machines from the reservation that the pool names.</summary>
    Reserved,

    /// <summary>An EC2 Capacity Block for ML: machines for a fixed time window; EKS only.</summary>
    CapacityBlock,
}
