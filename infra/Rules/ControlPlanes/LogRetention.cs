using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU021: logs are kept for a time that the cloud's log service offers.</summary>
public sealed class LogRetention : ISpecRule
{
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    private static readonly int[] _cloudWatch =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster is EksClusterSpec eks && !_cloudWatch.Contains(eks.LogRetentionDays))
                yield return Finding.Error(
                    "CLU021", $"{cluster.Path}.logRetentionDays",
                    $"logRetentionDays is {eks.LogRetentionDays}. Allowed by CloudWatch Logs: {string.Join(", ", _cloudWatch)}.");
            if (cluster is AksClusterSpec { LogRetentionDays: < 30 or > 730 } aks)
                yield return Finding.Error(
                    "CLU021", $"{cluster.Path}.logRetentionDays",
                    $"logRetentionDays is {aks.LogRetentionDays}. Allowed by a Log Analytics workspace: 30 to 730.");
        }
    }
}
