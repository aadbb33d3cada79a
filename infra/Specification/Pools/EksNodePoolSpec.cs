namespace Infra.Specification.Pools;

/// <summary>A pool of EC2 instances.</summary>
public sealed record EksNodePoolSpec : CloudNodePoolSpec
{
    /// <summary>Name of the cluster placement group in which the reservation was made; absent if it was made in no group. EFA pools without
    /// a reservation get a group from the platform.</summary>
    public string? PlacementGroup { get; init; }

    /// <summary>When the capacity block of a managed pool ends, in UTC, for example <c>2027-03-01T11:30:00Z</c>: the pool is drained and
    /// emptied 60 minutes before, because EC2 terminates its machines 30 minutes before.</summary>
    public string? BlockEnds { get; init; }

    /// <summary>Operating system of the nodes.</summary>
    /// <value>al2023</value>
    public AmiFamily Ami { get; init; } = AmiFamily.Al2023;

    /// <summary>What the local NVMe disks of the machine are used for. They are faster than any root disk and cost nothing; the device
    /// itself encrypts them with a key that nobody has, whoever manages the other keys.</summary>
    /// <value>raid0</value>
    public LocalDisks LocalDisks { get; init; } = LocalDisks.Raid0;

    /// <summary>IOPS of the gp3 disk that holds the images, 3,000 to 80,000 and at most 500 per GiB.</summary>
    /// <value>16000: the value with which AWS measures pulls
    /// (https://docs.aws.amazon.com/eks/latest/best-practices/aiml-performance.html)</value>
    public int DiskIops { get; init; } = 16_000;

    /// <summary>Throughput in MiB/s of the gp3 disk that holds the images, 125 to 2,000 and at most a quarter of
    /// <see cref="DiskIops"/>.</summary>
    /// <value>1000: AWS reports that below 600 pulls of large images wait for the disk</value>
    public int DiskThroughput { get; init; } = 1_000;
}
