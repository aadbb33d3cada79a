
namespace Infra.Specification.Storage;

/// <summary>What provides the volumes of a storage class.</summary>
public enum StorageProvider
{
    /// <summary>The cloud's own service: EBS, EFS and FSx for Lustre, or Azure Disk, Azure Files and Azure Managed Lustre.</summary>
    Cloud,

    /// <summary>Rook-Ceph on the cluster's own disks.</summary>
    RookCeph,

    /// <summary>Longhorn on the cluster's own disks.</summary>
    Longhorn,

    /// <summary>An existing storage system, given by its CSI driver.</summary>
    Existing,
}
