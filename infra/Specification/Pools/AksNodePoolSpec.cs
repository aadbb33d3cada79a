namespace Infra.Specification.Pools;

/// <summary>A pool of Azure virtual machines.</summary>
public sealed record AksNodePoolSpec : CloudNodePoolSpec
{
    /// <summary>Where the operating system's disk is.</summary>
    /// <value>managed: encrypted with the platform's key; an ephemeral disk is faster and has the host's encryption</value>
    public OsDisk OsDisk { get; init; } = OsDisk.Managed;

    /// <summary>Nodes that an upgrade adds beforehand, as text: a number such as <c>"2"</c>, or a share of the pool such as
    /// <c>"33%"</c>; <c>"0"</c> takes one node down first instead. Not for spot pools, which AKS replaces without.</summary>
    /// <value>33% of a plain pool, as Microsoft recommends ("Customize node surge upgrade"); 1 of a GPU pool, since GPUs are scarce and
    /// their quota is counted in cores; 0 where capacity is reserved, since a reservation has no machine to spare</value>
    public string? MaxSurge { get; init; }
}
