namespace Infra.Specification.Pools;

/// <summary>A pool of Azure virtual machines.</summary>
public sealed record AksNodePoolSpec : CloudNodePoolSpec
{
    /// <summary>Where the OS disk is; with Karpenter, AKS decides: on the host wherever <see cref="CloudNodePoolSpec.DiskGiB"/> fits
    /// there.</summary>
    /// <value>managed: encrypted with the customer-managed key; an ephemeral disk is faster and uses encryption at host</value>
    public OsDisk OsDisk { get; init; } = OsDisk.Managed;

    /// <summary>Nodes that an upgrade adds beforehand, as text: a number such as <c>"2"</c>, or a percentage of the pool such as
    /// <c>"33%"</c>; <c>"0"</c> takes one node down first instead. Not for spot pools, which AKS upgrades without surge, nor with
    /// Karpenter.</summary>
    /// <value>33% for a plain pool, as Microsoft recommends ("Customize node surge upgrade"); 1 for a GPU pool, because GPUs are scarce and
    /// their quota is counted in cores; 0 where capacity is reserved, because a reservation has no spare machine</value>
    public string? MaxSurge { get; init; }
}
