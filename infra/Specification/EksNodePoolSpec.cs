namespace Infra.Specification;

/// <summary>A pool of EC2 instances.</summary>
public sealed record EksNodePoolSpec : CloudNodePoolSpec
{
    /// <summary>What creates the nodes.</summary>
    /// <value>managed</value>
    public EksProvisioner Provisioner { get; init; } = EksProvisioner.Managed;

    /// <summary>Operating system of the nodes.</summary>
    /// <value>al2023</value>
    public AmiFamily Ami { get; init; } = AmiFamily.Al2023;
}
