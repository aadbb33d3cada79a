namespace Infra.Facts.Eks;

/// <summary>An encrypted gp3 disk of a node. Pure.</summary>
/// <param name="Device">Name of the device in the machine image.</param>
/// <param name="SizeGiB">Size in GiB.</param>
/// <param name="Iops">IOPS.</param>
/// <param name="Throughput">MiB/s.</param>
public sealed record EksDisk(string Device, int SizeGiB, int Iops, int Throughput)
{
    /// <summary>A disk with the default speed of gp3: 3,000 IOPS and 125 MiB/s
    /// (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html).</summary>
    internal static EksDisk Plain(string device, int sizeGiB) => new(device, sizeGiB, 3_000, 125);
}
