namespace Infra.Specification;

/// <summary>A pool of EC2 instances.</summary>
public sealed record EksNodePoolSpec : CloudNodePoolSpec
{
    /// <summary>What creates the nodes.</summary>
    /// <value>managed</value>
    public EksProvisioner Provisioner { get; init; } = EksProvisioner.Managed;

    /// <summary>Name of the cluster placement group in which the reservation was made; absent where it was made in none. Pools that reserve
    /// nothing get a group from the platform.</summary>
    public string? PlacementGroup { get; init; }

    /// <summary>Operating system of the nodes.</summary>
    /// <value>al2023</value>
    public AmiFamily Ami { get; init; } = AmiFamily.Al2023;
}
