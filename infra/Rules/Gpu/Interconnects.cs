using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Pools;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Gpu;

/// <summary>GPU007: EFA and InfiniBand are used only on machine types that support them, and within one zone.</summary>
public sealed class Interconnects : ISpecRule
{
    private static string Having(CloudProfile cloud, Interconnect interconnect)
    {
        var machines = cloud.Machines.Values.Where(machine => machine.Interconnect == interconnect).Select(machine => machine.Name)
            .ToList();
        return machines.Count == 0 ? $"No {cloud.Title} machine type does." : $"Machine types that do: {Spelling.List(machines)}.";
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = cluster.Cloud;
            foreach (var pool in cluster.NodePools.OfType<CloudNodePoolSpec>())
            {
                if (pool.Interconnect == Interconnect.None)
                {
                    continue;
                }

                var wanted = pool.Interconnect switch
                {
                    Interconnect.Efa => "efa",
                    Interconnect.Roce => "roce",
                    _ => "infiniband",
                };
                if (cloud.Machines.TryGetValue(pool.Machine, out var machine) && machine.Interconnect != pool.Interconnect)
                {
                    yield return Finding.Error("GPU007", $"{pool.Path}.interconnect",
                        $"{machine.Name} does not support {wanted}. {Having(cloud, pool.Interconnect)}");
                }
                else if (pool.Zones.Length != 1 && cloud.Regions.GetValueOrDefault(cluster.Region) is { Zones.IsEmpty: false } region)
                {
                    yield return Finding.Error(
                        "GPU007", $"{pool.Path}.zones",
                        $"{wanted} connects nodes within one zone, but the pool spans " +
                        $"{(pool.Zones.IsEmpty ? "all zones of the cluster" : $"{pool.Zones.Length} zones")}. Give one of " +
                        $"{Spelling.List(PoolZones.Used(cluster, region))}.")
                        with { ComparedWith = [$"{pool.Path}.interconnect"] };
                }
            }
        }
    }
}
