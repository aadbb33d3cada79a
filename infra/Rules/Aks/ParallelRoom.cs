using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU068: the subnet of Azure Managed Lustre, a quarter of the cluster's network, has room for the servers of the file
/// system.</summary>
public sealed class ParallelRoom : ISpecRule
{
    // https://learn.microsoft.com/azure/azure-managed-lustre/amlfs-prerequisites#network-size-requirements; the last two rows extend the
    // doubling of the table to the largest capacity that CLU031 allows.
    private static readonly (int UpToTiB, int Prefix)[] _rooms =
        [(16, 27), (40, 26), (92, 25), (196, 24), (400, 23), (800, 22), (1600, 21)];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            if (cluster.Storage.Parallel is not { CapacityTiB: null or (>= 1 and <= 1024) } parallel
                || Ipv4Range.OfNetwork(cluster.Network.Cidr) is not { Size: >= 1 << 8 and <= 1 << 16 } network)
            {
                continue;
            }

            var capacity = LustreTier.OfAzure(parallel.Throughput).Sold(parallel.CapacityTiB);
            var prefix = _rooms.First(room => capacity <= room.UpToTiB).Prefix;
            if (network.Size / 4 < 1L << (32 - prefix))
            {
                yield return Finding.Error(
                    "CLU068", $"{cluster.Path}.network.cidr",
                    $"a quarter of \"{cluster.Network.Cidr}\" is reserved for the parallel file system, but {capacity} TiB need a " +
                    $"/{prefix}. Give at least a /{prefix - 2}, or lower storage.parallel.capacityTiB.");
            }
        }
    }
}
