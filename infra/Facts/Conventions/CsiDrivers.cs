namespace Infra.Facts.Conventions;

/// <summary>Names of the clouds' CSI drivers, by which a storage class names what creates its volumes.</summary>
public static class CsiDrivers
{
    /// <summary>Amazon EBS.</summary>
    public const string Ebs = "ebs.csi.aws.com";

    /// <summary>Amazon EFS.</summary>
    public const string Efs = "efs.csi.aws.com";

    /// <summary>Amazon FSx for Lustre.</summary>
    public const string Fsx = "fsx.csi.aws.com";

    /// <summary>Mountpoint for Amazon S3.</summary>
    public const string S3 = "s3.csi.aws.com";

    /// <summary>Azure managed disks.</summary>
    public const string AzureDisk = "disk.csi.azure.com";

    /// <summary>Azure Files.</summary>
    public const string AzureFile = "file.csi.azure.com";

    /// <summary>Azure Blob Storage, mounted as files.</summary>
    public const string AzureBlob = "blob.csi.azure.com";

    /// <summary>Azure Managed Lustre.</summary>
    public const string AzureLustre = "azurelustre.csi.azure.com";
}
