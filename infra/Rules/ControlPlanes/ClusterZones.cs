using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU012: a cluster uses no more zones than its region has, and on EKS at least two.</summary>
public sealed class ClusterZones : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (Clouds.Of(cluster)?.Regions.GetValueOrDefault(cluster.Region) is not { } region)
                continue;
            var (zones, least, most) = cluster switch
            {
                EksClusterSpec eks => (eks.Network.Zones, 2, region.Zones.Length),
                AksClusterSpec aks => (aks.Network.Zones, 1, Math.Max(1, region.Zones.Length)),
                _ => (1, 1, 1),
            };
            if (zones < least || zones > most)
                yield return Finding.Error(
                    "CLU012", $"{cluster.Path}.network.zones",
                    $"zones is {zones}. Allowed in {region.Name}: {(least == most ? $"{least}" : $"{least} to {most}")}.");
        }
    }
}
