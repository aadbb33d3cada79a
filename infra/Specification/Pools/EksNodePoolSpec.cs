namespace Infra.Specification.Pools;

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

    /// <summary>Operations a second of the gp3 disk that holds the images, 3,000 to 80,000 and at most 500 for each GiB.</summary>
    /// <value>16000: what AWS measures pulls with (https://docs.aws.amazon.com/eks/latest/best-practices/aiml-performance.html)</value>
    public int DiskIops { get; init; } = 16_000;

    /// <summary>MiB a second of the gp3 disk that holds the images, 125 to 2,000 and at most a quarter of <see cref="DiskIops"/>.</summary>
    /// <value>1000: below 600, AWS reports, pulls of large images wait for the disk</value>
    public int DiskThroughput { get; init; } = 1_000;
}
