namespace Infra.Specification;

/// <summary>A parallel file system.</summary>
public sealed record ParallelStorageSpec : StorageClassSpec
{
    /// <summary>TiB of the file system that all claims share, on AKS; rounded up to the steps of the service. On EKS each claim gets a file
    /// system of the size that it asks for, and a site's storage exists.</summary>
    /// <value>absent: 8, one step of the service</value>
    public int? CapacityTiB { get; init; }
}
