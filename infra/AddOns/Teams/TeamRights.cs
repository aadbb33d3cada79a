using System.Collections.Immutable;
using Infra.Facts.Delivery;

namespace Infra.AddOns.Teams;

/// <summary>What the owners of a team may do in its namespace: look at everything, work with what its services consist of, and open a shell
/// in a pod. Pure.</summary>
/// <remarks>Left out on purpose: quotas, limits, network policies and the rights of others, which are what the platform has agreed with the
/// team, and its queues.</remarks>
public static class TeamRights
{
    /// <summary>The rules of the cluster role: groups of the API, resources, verbs.</summary>
    public static ImmutableArray<(string[] Groups, string[] Resources, ImmutableArray<string> Verbs)> Rules { get; } =
    [
        ([""],
            [
                "configmaps", "persistentvolumeclaims", "pods", "pods/eviction", "pods/exec", "pods/portforward", "secrets",
                "serviceaccounts", "services",
            ], DeliveryRights.All),
        ([""], ["endpoints", "events", "limitranges", "pods/log", "pods/status", "resourcequotas"], DeliveryRights.Read),
        (["apps"], ["deployments", "deployments/scale", "statefulsets", "statefulsets/scale"], DeliveryRights.All),
        (["apps"], ["controllerrevisions", "daemonsets", "replicasets"], DeliveryRights.Read),
        (["batch"], ["cronjobs", "jobs"], DeliveryRights.All),
        (["autoscaling"], ["horizontalpodautoscalers"], DeliveryRights.All),
        (["policy"], ["poddisruptionbudgets"], DeliveryRights.All),
        (["networking.k8s.io"], ["networkpolicies"], DeliveryRights.Read),
        (["rbac.authorization.k8s.io"], ["rolebindings", "roles"], DeliveryRights.Read),
        (["gateway.networking.k8s.io", "inference.networking.k8s.io", "llm-d.ai"], ["*"], DeliveryRights.All),
        (["resource.k8s.io"], ["resourceclaims", "resourceclaimtemplates"], DeliveryRights.All),
        (["kueue.x-k8s.io"], ["localqueues"], DeliveryRights.Read),
        (["kueue.x-k8s.io"], ["workloads"], ["delete", "get", "list", "patch", "update", "watch"]),
        (["visibility.kueue.x-k8s.io"], ["localqueues/pendingworkloads"], DeliveryRights.Read),
        (["jobset.x-k8s.io"], ["jobsets"], DeliveryRights.All),
        (["leaderworkerset.x-k8s.io"], ["leaderworkersets"], DeliveryRights.All),
        (["ray.io"], ["rayclusters", "rayjobs", "rayservices"], DeliveryRights.All),
        (["agents.x-k8s.io", "extensions.agents.x-k8s.io"], ["*"], DeliveryRights.All),
        (["keda.sh"], ["scaledjobs", "scaledobjects", "triggerauthentications"], DeliveryRights.All),
        (["external-secrets.io"], ["externalsecrets"], DeliveryRights.All),
        (["monitoring.coreos.com"], ["podmonitors", "prometheusrules", "servicemonitors"], DeliveryRights.All),
    ];
}
