using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU033: maintenance windows are valid in AKS.</summary>
public sealed class MaintenanceWindows : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            if (cluster.Maintenance.StartHour is < 0 or > 23)
            {
                yield return Finding.Error(
                    "CLU033", $"{cluster.Path}.maintenance.startHour",
                    $"startHour is {cluster.Maintenance.StartHour}. Allowed: 0 to 23, in UTC.");
            }

            if (cluster.Maintenance.DurationHours is < 4 or > 24)
            {
                yield return Finding.Error(
                    "CLU033", $"{cluster.Path}.maintenance.durationHours",
                    $"durationHours is {cluster.Maintenance.DurationHours}. Allowed: 4 to 24.");
            }
        }
    }
}
