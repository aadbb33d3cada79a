namespace Infra.Specification.Pools;

/// <summary>The pool that runs the platform itself, which every cloud cluster gets in addition to its own pools.</summary>
public sealed record SystemPoolSpec
{
    /// <summary>Machine type without GPUs.</summary>
    /// <value>m7i.xlarge on EKS, Standard_D4ds_v5 on AKS: 4 virtual CPUs and 16 GiB</value>
    public string? Machine { get; init; }

    /// <summary>Minimum number of nodes: at least one for each zone that the cluster uses, up to three.</summary>
    /// <value>3: one per zone, so that two remain after the loss of a zone</value>
    public int Min { get; init; } = 3;

    /// <summary>Maximum number of nodes, at least 3.</summary>
    /// <value>6: twice the minimum, for when all nodes are replaced</value>
    public int Max { get; init; } = 6;

    /// <summary>Size of a node's root disk in GiB.</summary>
    /// <value>100 on EKS; 128 on AKS, the default of AKS for a node of this size</value>
    public int? DiskGiB { get; init; }
}
