using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Specification;

namespace Infra.AddOns.Backup;

/// <summary>The schedules of Velero on a cluster: one for all of it, one for each tier of the stack, and one for a
/// second store.</summary>
internal static class VeleroSchedules
{
    // What must not be restored: objects that describe machines which no longer exist or which an operator recreates, and webhooks, whose
    // old CA bundles would make every later object of the restore fail (velero#4847). The platform's own add-ons install their webhooks
    // before data is restored.
    private static readonly string[] _excluded =
    [
        "nodes", "csinodes.storage.k8s.io", "volumeattachments.storage.k8s.io", "leases.coordination.k8s.io",
        "events", "events.events.k8s.io", "resourceslices.resource.k8s.io", "clusterpolicies.nvidia.com",
        "nodefeatures.nfd.k8s-sigs.io", "nodeclaims.karpenter.sh",
        "mutatingwebhookconfigurations.admissionregistration.k8s.io", "validatingwebhookconfigurations.admissionregistration.k8s.io",
    ];

    /// <summary>The schedules, by their names without the prefix of the chart.</summary>
    internal static JsonObject Of(Velero velero, ClusterContext context) => new(BackupSchedule.Of(context.Platform, context.Cloud)
        .Select(schedule => KeyValuePair.Create(schedule.Name, (JsonNode?)Schedule(velero, context, schedule))));

    private static JsonObject Schedule(Velero velero, ClusterContext context, BackupSchedule schedule)
    {
        var included = Included(velero, context, schedule.Tier);
        var template = new JsonObject
        {
            ["ttl"] = $"{schedule.RetentionDays * 24}h",
            ["storageLocation"] = schedule.Location,
            ["snapshotMoveData"] = true,
            ["includedNamespaces"] = KubernetesObject.Texts(included),
            // Velero refuses a name in both lists.
            ["excludedNamespaces"] = KubernetesObject.Texts(Excluded(velero, context.Cloud).Except(included)),
            ["excludedResources"] = KubernetesObject.Texts(_excluded),
        };
        if (schedule.Tier is { Of: BackupScope.Labelled })
        {
            template["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [Velero.TierLabel] = schedule.Name } };
        }

        if (context.Cloud.VolumePolicies.Any())
        {
            template["resourcePolicy"] = new JsonObject { ["kind"] = "configmap", ["name"] = $"{velero.Chart.Name}-{Velero.VolumePolicy}" };
        }

        return new JsonObject
        {
            ["disabled"] = false,
            ["schedule"] = schedule.Cron,
            // Backups outlive their schedule: removing the add-on must not remove the backups.
            ["useOwnerReferencesInBackup"] = false,
            ["template"] = template,
        };
    }

    private static ImmutableArray<string> Included(Velero velero, ClusterContext context, BackupTierSpec? tier) => tier switch
    {
        { Of: BackupScope.Namespaces } => tier.Namespaces,
        { Of: BackupScope.Platform } =>
        [
            .. AddOn.Of(context.Cluster).Select(addOn => addOn.Chart.Namespace).Except(velero.ExcludedNamespaces)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
        { Of: BackupScope.Labelled } => ["*"],
        { Of: BackupScope.Teams } =>
        [
            .. TeamPlaces.On(context.Platform, context.Cluster).Where(team => team.Backup == tier.Name).Select(team => team.Name)
                .Order(StringComparer.Ordinal),
        ],
        _ => Everything(velero, context.Cloud),
    };

    private static ImmutableArray<string> Everything(Velero velero, CloudFacts cloud) => velero.IncludedNamespaces switch
    {
        [] or ["*"] => ["*"],
        var names when velero.HasDrill(cloud) => [.. names.Append(Drill.Canary).Distinct(StringComparer.Ordinal)],
        var names => names,
    };

    // A pod that the cloud's add-on made for another pod is of no use without that one; what a drill has restored is in a backup anyway.
    private static IEnumerable<string> Excluded(Velero velero, CloudFacts cloud) =>
        velero.ExcludedNamespaces.Concat(cloud.AddOnNamespaces).Concat(velero.HasDrill(cloud) ? [Drill.Scratch] : [])
            .Distinct(StringComparer.Ordinal);
}
