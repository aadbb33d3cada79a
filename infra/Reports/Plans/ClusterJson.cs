using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.Facts;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Reports.Plans;

/// <summary>A cluster in <c>plan.json</c>: as the stack asks for it, with the defaults that it leaves to the platform, and what the
/// catalogue knows of its region.</summary>
internal static class ClusterJson
{
    internal static JsonObject Of(PlatformSpec platform, ClusterSpec cluster, int resources)
    {
        var cloud = Clouds.Of(cluster);
        var region = cloud.Profile?.Regions.GetValueOrDefault(cluster.Region);
        var site = cloud.Profile is null ? platform.Sites.FirstOrDefault(each => each.Name == cluster.Region) : null;
        var ofCloud = cluster as CloudClusterSpec;
        var addOns = AddOn.Of(cluster).ToList();
        var shares = TeamPlaces.Shares(platform, cluster).ToLookup(share => share.Pool.Name, StringComparer.Ordinal);
        return new()
        {
            ["name"] = cluster.Name,
            ["kind"] = cluster.Kind,
            ["title"] = cluster.KindTitle,
            ["role"] = Spelling.Of(cluster.Role),
            ["region"] = cluster.Region,
            ["country"] = region?.Country ?? site?.Country,
            ["operator"] = new JsonObject
            {
                ["name"] = region?.Operator.Name ?? (site is null ? null : platform.Organization),
                ["jurisdictions"] = JsonText.Texts(region?.Operator.Jurisdictions.AsEnumerable() ?? (site is null ? [] : [site.Operator])),
            },
            ["account"] = cloud.Account?.Value,
            ["zones"] = JsonText.Texts(region is null || ofCloud is null ? [] : ofCloud.ZonesIn(region)),
            ["network"] = cluster.NetworkCidr,
            ["version"] = cluster.Version,
            ["distributionRelease"] = cluster.DistributionRelease,
            ["delivery"] = DeliveryJson.Of(platform, cluster),
            ["alertsReach"] = addOns.OfType<KubePrometheus>().FirstOrDefault()?.AlertsReach(Clouds.Context(platform, cluster)),
            ["systemPool"] = ofCloud is null ? null : new JsonObject
            {
                ["machine"] = ofCloud.SystemMachine, ["min"] = ofCloud.SystemPool.Min, ["max"] = ofCloud.SystemPool.Max,
            },
            ["pools"] = new JsonArray([.. cluster.NodePools.Select(pool => PoolJson.Of(cloud, pool, shares[pool.Name]))]),
            ["addOns"] = new JsonArray([.. addOns.Select(Of)]),
            ["backups"] = new JsonArray([.. addOns.OfType<Velero>().Any() ? BackupSchedule.Of(platform, cloud).Select(Of) : []]),
            ["resources"] = resources,
        };
    }

    private static JsonObject Of(AddOn addOn) => new()
    {
        ["name"] = addOn.Key,
        ["chart"] = addOn.Chart.Name,
        ["version"] = addOn.Chart.Version,
        ["namespace"] = addOn.Chart.Namespace,
    };

    // Nobody has measured how long a restore takes, so that there is no such number.
    private static JsonObject Of(BackupSchedule schedule) => new()
    {
        ["name"] = schedule.Name,
        ["schedule"] = schedule.Cron,
        ["of"] = schedule.What,
        ["retentionDays"] = schedule.RetentionDays,
        ["rpoMinutes"] = schedule.RpoMinutes,
    };
}
