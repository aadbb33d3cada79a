namespace Infra.Facts.Eks;

/// <summary>A disk of a node, encrypted and removed with it. Launch templates and Karpenter's node classes describe it alike.
/// Pure.</summary>
/// <param name="Device">Name of the device in the machine image.</param>
/// <param name="SizeGiB">Size in GiB.</param>
/// <param name="Iops">IOPS.</param>
/// <param name="Throughput">MiB/s.</param>
public sealed record EksDisk(string Device, int SizeGiB, int Iops, int Throughput)
{
    /// <summary>Its volume type.</summary>
    public const string VolumeType = "gp3";

    /// <summary>Always encrypted.</summary>
    public static bool Encrypted => true;

    /// <summary>Always removed with its node.</summary>
    public static bool DeleteOnTermination => true;

    /// <summary>A disk with the default speed of gp3: 3,000 IOPS and 125 MiB/s
    /// (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html).</summary>
    internal static EksDisk Plain(string device, int sizeGiB) => new(device, sizeGiB, 3_000, 125);
}
