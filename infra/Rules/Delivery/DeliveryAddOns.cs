using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Rules.Delivery;

/// <summary>ADD107: Argo CD is where a repository is delivered from, and its core nowhere else.</summary>
public sealed class DeliveryAddOns : ISpecRule
{
    private const string Code = "ADD107";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var path = $"{cluster.Path}.addOns";
            var pulls = FleetDelivery.Way(platform, cluster) == DeliveryWay.Pull;
            var hasCore = AddOn.Of(cluster).Any(addOn => addOn is ArgoCdCore);
            if (platform.GitOps is not null && cluster.Role == ClusterRole.Hub && !AddOn.Of(cluster).Any(addOn => addOn is ArgoCd))
            {
                yield return Finding.Error(
                    Code, path, "ai-platform:gitOps is given, but argo-cd is off on the hub, so nothing is delivered. Turn it on with " +
                    "argo-cd: {}, or remove gitOps.") with { ComparedWith = ["gitOps"] };
            }
            else if (pulls && !hasCore)
            {
                yield return Finding.Error(
                    Code, path, "the cluster pulls its workloads, but argo-cd-core is off on it. Turn it on with argo-cd-core: {}.")
                    with { ComparedWith = ["gitOps", $"{cluster.Path}.delivery"] };
            }
            else if (!pulls && hasCore && cluster.Role != ClusterRole.Hub)
            {
                yield return Finding.Error(
                    Code, $"{path}.argo-cd-core",
                    "the cluster does not pull its workloads: it would deliver nothing. Set delivery to pull, or remove the add-on here.")
                    with { ComparedWith = ["gitOps", $"{cluster.Path}.delivery"] };
            }
        }
    }
}
