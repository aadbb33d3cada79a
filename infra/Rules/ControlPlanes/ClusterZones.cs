using Infra.Facts;
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
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            if (cluster.Cloud.Regions.GetValueOrDefault(cluster.Region) is not { } region)
            {
                continue;
            }

            var (zones, least) = (cluster.Zones, Clouds.Of(cluster).LeastZones);
            // A region without zones can have clusters of one zone.
            var most = Math.Max(1, region.Zones.Length);
            if (zones < least || zones > most)
            {
                yield return Finding.Error(
                    "CLU012", $"{cluster.Path}.network.zones",
                    $"zones is {zones}. Allowed in {region.Name}: {(least == most ? $"{least}" : $"{least} to {most}")}.");
            }
        }
    }
}
