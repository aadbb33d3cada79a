namespace Infra.Specification;

/// <summary>A pool of Azure virtual machines.</summary>
public sealed record AksNodePoolSpec : CloudNodePoolSpec
{
    /// <summary>Where the operating system's disk is.</summary>
    /// <value>managed: encrypted with the platform's key; an ephemeral disk is faster and has the host's encryption</value>
    public OsDisk OsDisk { get; init; } = OsDisk.Managed;
}
