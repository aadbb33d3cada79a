namespace Infra.Specification.Pools;

/// <summary>The pool that runs the platform itself, which every cluster of a cloud gets beside its own pools.</summary>
public sealed record SystemPoolSpec
{
    /// <summary>Machine type, without GPU.</summary>
    /// <value>m7i.xlarge on EKS, Standard_D4ds_v5 on AKS: 4 virtual CPUs and 16 GiB</value>
    public string? Machine { get; init; }

    /// <summary>Least number of nodes: at least one for each zone that the cluster uses, up to three.</summary>
    /// <value>3: one a zone, so that two survive the loss of a zone</value>
    public int Min { get; init; } = 3;

    /// <summary>Largest number of nodes, at least 3.</summary>
    /// <value>6: twice the least, while all of them are replaced</value>
    public int Max { get; init; } = 6;

    /// <summary>Size of a node's root disk in GiB.</summary>
    /// <value>100 on EKS; 128 on AKS, which is what AKS gives a node of this size by itself</value>
    public int? DiskGiB { get; init; }
}
