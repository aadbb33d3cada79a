using System.Collections.Immutable;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Planning;

namespace Infra.Reports;

/// <summary>The quotas that a stack needs.</summary>
public static class PlanQuotas
{
    /// <summary>What all clusters of an account and region need together, in the order of the clusters; nothing for a stack without a
    /// plan.</summary>
    public static ImmutableArray<QuotaNeed> Of(PlatformPlan plan)
    {
        if (plan.Platform is not { } platform || plan.Resources.IsEmpty)
        {
            return [];
        }

        var owner = plan.Owners();
        var counts = plan.Resources.CountBy(resource => (owner(resource), resource.Type)).ToDictionary();
        return
        [
            .. from cluster in platform.Clusters
               from need in Clouds.Of(cluster).Quotas(type => counts.GetValueOrDefault((cluster.Name, type)))
               where need.Needed > 0
               group need by need with { Needed = 0 } into same
               select same.Key with { Needed = same.Sum(need => need.Needed) },
        ];
    }
}
