using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Rules.Delivery;

/// <summary>CLU210: a member says how it gets its workloads only where something is delivered, and the hub pushes only where the stack says
/// that there is a route.</summary>
public sealed class DeliveryRoutes : ISpecRule
{
    private const string Code = "CLU210";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.Where(cluster => cluster.Delivery is not null))
        {
            var path = $"{cluster.Path}.delivery";
            if (platform.GitOps is null && platform.Hub is null)
            {
                yield return Finding.Error(
                    Code, path, "delivery is given, but ai-platform:gitOps is missing, so nothing is delivered. Name the repository, or " +
                    "remove delivery.") with { ComparedWith = ["gitOps"] };
            }
            else if (cluster.Role == ClusterRole.Hub)
            {
                yield return Finding.Error(
                    Code, path, "delivery is given, but this is the hub, which delivers to itself. Remove it.")
                    with { ComparedWith = [$"{cluster.Path}.role"] };
            }
            else if (cluster.Delivery == DeliveryWay.Push && FleetDelivery.HubName(platform) is not null
                && FleetDelivery.Obstacle(platform, cluster) is { } obstacle)
            {
                yield return Finding.Error(Code, path, $"delivery is push, but {obstacle}. Allowed: pull.");
            }
        }
    }
}
