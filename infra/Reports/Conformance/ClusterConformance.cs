using System.Collections.Immutable;
using Infra.Facts;
using Infra.Planning;
using Infra.Specification.Clusters;

namespace Infra.Reports.Conformance;

/// <summary>What the plan of a cluster shows of Kubernetes AI Conformance.</summary>
/// <param name="Name">Name of the cluster in its cloud.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Answers">Requirement by requirement, in the order of the checklist.</param>
public sealed record ClusterConformance(
    string Name, ClusterSpec Cluster, ImmutableArray<(ConformanceRequirement Requirement, ConformanceAnswer Answer)> Answers)
{
    /// <summary>Cluster by cluster; nothing for a stack without a plan.</summary>
    public static ImmutableArray<ClusterConformance> Of(PlatformPlan plan)
    {
        if (plan.Platform is not { } platform || plan.Resources.IsEmpty)
        {
            return [];
        }

        var owner = plan.Owners();
        var resources = plan.Resources.ToLookup(owner);
        return
        [
            .. from cluster in platform.Clusters
               let planned = new PlannedCluster(Clouds.Context(platform, cluster), [.. resources[cluster.Name]])
               select new ClusterConformance(
                   Facts.Conventions.ResourceNames.Cluster(platform, cluster),
                   cluster,
                   [.. ConformanceChecklist.All.Select(requirement => (requirement, requirement.Answer(planned)))]),
        ];
    }
}
