using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.ControlPlanes;

/// <summary>CLU005: exactly one cluster is the hub, unless the stack names the hub of another one.</summary>
public sealed class OneHub : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var hubs = platform.Clusters.Where(cluster => cluster.Role == ClusterRole.Hub).ToList();
        if (platform.Clusters.IsEmpty)
        {
            yield return Finding.Error("CLU005", "clusters[*]", "there is no cluster. Give at least one, with the role hub.");
        }
        else if (hubs.Count == 0 && platform.Hub is null)
        {
            yield return Finding.Error(
                "CLU005", "clusters[*].role",
                "no cluster is the hub. Give exactly one cluster the role hub: it runs Argo CD for all clusters; or name " +
                "the hub of another stack in ai-platform:hub.");
        }

        foreach (var hub in hubs.Skip(1))
        {
            yield return Finding.Error("CLU005", $"{hub.Path}.role",
                $"{hubs[0].Path} is already the hub. Only one cluster can be the hub.");
        }
    }
}
