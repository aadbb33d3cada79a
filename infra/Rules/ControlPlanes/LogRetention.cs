using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU021: log retention is one that the cloud's log service offers.</summary>
public sealed class LogRetention : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = Clouds.Of(cluster);
            if (!cloud.IsLogRetention(cluster.LogRetentionDays))
            {
                yield return Finding.Error(
                    "CLU021", $"{cluster.Path}.logRetentionDays",
                    $"logRetentionDays is {cluster.LogRetentionDays}. Allowed by {cloud.LogRetentionForm}.");
            }
        }
    }
}
