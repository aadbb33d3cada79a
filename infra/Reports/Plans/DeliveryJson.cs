using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Reports.Plans;

/// <summary>How a cluster gets its workloads, in <c>plan.json</c>.</summary>
internal static class DeliveryJson
{
    /// <summary>Of a cluster of the stack; null where nothing is delivered.</summary>
    internal static JsonObject? Of(PlatformSpec platform, ClusterSpec cluster)
    {
        if (platform.GitOps is null && platform.Hub is null)
        {
            return null;
        }

        var way = FleetDelivery.Way(platform, cluster);
        return way == DeliveryWay.Push
            ? Pushed(FleetDelivery.HubName(platform), FleetDelivery.LoginOf(platform, cluster))
            : new()
            {
                ["way"] = way is null ? "own" : Spelling.Of(way.Value),
                ["by"] = cluster.Name,
                ["login"] = "own",
                ["noPush"] = way is null ? null : FleetDelivery.Obstacle(platform, cluster),
            };
    }

    /// <summary>Of a member of another stack.</summary>
    internal static JsonObject Of(PlatformSpec platform, MemberSpec member) => new()
    {
        ["name"] = member.Name, ["delivery"] = Pushed(FleetDelivery.HubName(platform), FleetDelivery.LoginOf(member)),
    };

    private static JsonObject Pushed(string? hub, HubLogin login) => new()
    {
        ["way"] = "push", ["by"] = hub, ["login"] = Spelling.Of(login), ["noPush"] = null,
    };
}
