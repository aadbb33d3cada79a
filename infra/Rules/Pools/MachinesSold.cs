using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Pools;

/// <summary>CLU015: machine types are offered in the cluster's region; a warning if the machine type is still being rolled out, or if no
/// price list covers the region.</summary>
public sealed class MachinesSold : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = cluster.Cloud;
            if (!cloud.Regions.TryGetValue(cluster.Region, out var region))
            {
                continue;
            }

            foreach (var (path, name, _) in Machines.Of(cluster))
            {
                if (cloud.Machines.GetValueOrDefault(name) is { } machine && !machine.IsSoldIn(region.Name))
                {
                    yield return region.Surveyed && !machine.Spreading
                        ? Finding.Error(
                            "CLU015", path,
                            $"\"{name}\" is not offered in {region.Name}. It is offered in {Spelling.List(machine.Regions)}.")
                        : Finding.Warning(
                            "CLU015", path,
                            $"\"{name}\" is not listed as offered in {region.Name}. It is listed in {Spelling.List(machine.Regions)}. " +
                            $"The catalogue may be out of date; check with: {Clouds.Of(cluster).MachineQuery} {region.Name}");
                }
            }
        }
    }
}
