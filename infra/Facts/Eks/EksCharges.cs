using System.Collections.Immutable;
using Infra.Catalogue.Prices;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;

namespace Infra.Facts.Eks;

/// <summary>What AWS charges an EKS cluster with. Pure.</summary>
internal static class EksCharges
{
    // Included in the storage (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html).
    private const int IncludedIops = 3_000, IncludedThroughput = 125;

    /// <summary>The control plane: AWS charges extended support of a version in addition
    /// (https://aws.amazon.com/eks/pricing/).</summary>
    internal static ImmutableArray<Charge> ControlPlane(EksClusterSpec cluster) =>
        cluster.Support == EksSupport.Extended && cluster.Cloud.ExtendedVersions.Contains(cluster.Version)
            ? [new(PriceItem.ClusterOnAws, 1), new(PriceItem.ExtendedSupportOnAws, 1)]
            : [new(PriceItem.ClusterOnAws, 1)];

    /// <summary>The disks of one node.</summary>
    internal static ImmutableArray<Charge> Disks(EksNodes nodes)
    {
        var disks = nodes.Disks;
        Charge[] charges =
        [
            new(PriceItem.Gp3Storage, disks.Sum(disk => disk.SizeGiB)),
            new(PriceItem.Gp3Iops, disks.Sum(disk => disk.Iops - IncludedIops)),
            new(PriceItem.Gp3Throughput, disks.Sum(disk => disk.Throughput - IncludedThroughput)),
        ];
        return [.. charges.Where(charge => charge.Quantity > 0)];
    }
}
