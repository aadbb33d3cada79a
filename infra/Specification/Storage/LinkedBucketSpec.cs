namespace Infra.Specification.Storage;

/// <summary>A file system of FSx for Lustre that shows a bucket of S3: names at once, contents when they are first read.</summary>
public sealed record LinkedBucketSpec : BucketVolumeSpec
{
    /// <summary>Size of the file system in GiB: 1200, or a multiple of 2400
    /// (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html). It can grow later.</summary>
    /// <value>1200: the smallest</value>
    public int CapacityGiB { get; init; } = 1_200;

    /// <summary>Whether what pods write, change and delete is written, changed and deleted in the bucket too. Otherwise it stays in the
    /// file system alone.</summary>
    /// <value>false</value>
    public bool Export { get; init; }
}
