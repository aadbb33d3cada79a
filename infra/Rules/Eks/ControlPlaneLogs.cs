using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Eks;

/// <summary>CLU089: each control-plane log is listed once; a warning if the audit log is not kept.</summary>
public sealed class ControlPlaneLogs : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            var path = $"{cluster.Path}.controlPlaneLogs";
            for (var i = 0; i < cluster.ControlPlaneLogs.Length; i++)
            {
                if (cluster.ControlPlaneLogs.IndexOf(cluster.ControlPlaneLogs[i]) < i)
                {
                    yield return Finding.Error(
                        "CLU089", $"{path}[{i}]", $"{Spelling.Of(cluster.ControlPlaneLogs[i])} is listed twice. Keep one.");
                }
            }

            if (!cluster.ControlPlaneLogs.Contains(EksLog.Audit))
            {
                yield return Finding.Warning("CLU089", path,
                    "audit is missing; without the audit log nobody can find out later who read or changed what.");
            }
        }
    }
}
