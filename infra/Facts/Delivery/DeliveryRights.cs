using System.Collections.Immutable;

namespace Infra.Facts.Delivery;

/// <summary>What Argo CD may do in a cluster, the same whether the hub pushes or the member pulls: what workloads consist of, in
/// namespaces that are not the platform's. Pure.</summary>
/// <remarks>Left out on purpose: secrets, which belong in no repository and show tokens; tokens, impersonation and shells, which are ways
/// to other accounts; nodes, volumes, definitions of resources, webhooks, policies and roles of the whole cluster. Roles in a namespace are
/// bounded by what the account may do itself (https://kubernetes.io/docs/reference/access-authn-authz/rbac/, "Privilege escalation
/// prevention and bootstrapping").</remarks>
public static class DeliveryRights
{
    /// <summary>The group of Kubernetes that EKS gives to the role of the hub.</summary>
    public const string Group = "ai-platform:delivery";

    /// <summary>Name of the cluster role, of its bindings and of the admission policy.</summary>
    public const string Name = "ai-platform-delivery";

    /// <summary>Label of cluster roles whose rights are added, so that a team's own kinds can be delivered.</summary>
    public const string Aggregate = "ai-platform/aggregate-to-delivery";

    /// <summary>Everything with an object.</summary>
    public static ImmutableArray<string> All { get; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>Looking at an object.</summary>
    public static ImmutableArray<string> Read { get; } = ["get", "list", "watch"];

    /// <summary>The rules of the cluster role: groups of the API, resources, verbs.</summary>
    public static ImmutableArray<(string[] Groups, string[] Resources, ImmutableArray<string> Verbs)> Rules { get; } =
    [
        ([""],
            [
                "configmaps", "endpoints", "limitranges", "namespaces", "persistentvolumeclaims", "pods", "replicationcontrollers",
                "resourcequotas", "serviceaccounts", "services",
            ], All),
        ([""], ["events", "pods/log"], Read),
        (["apps"], ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"], All),
        (["batch"], ["cronjobs", "jobs"], All),
        (["autoscaling"], ["horizontalpodautoscalers"], All),
        (["policy"], ["poddisruptionbudgets"], All),
        (["discovery.k8s.io"], ["endpointslices"], All),
        (["networking.k8s.io"], ["ingresses", "networkpolicies"], All),
        (["gateway.networking.k8s.io"], ["*"], All),
        (["inference.networking.k8s.io"], ["inferencepools"], All),
        // What an endpoint picker reads: its Role can be delivered only by whoever may read them too.
        (["llm-d.ai"], ["inferencemodelrewrites", "inferenceobjectives"], All),
        (["rbac.authorization.k8s.io"], ["rolebindings", "roles"], All),
        (["resource.k8s.io"], ["resourceclaims", "resourceclaimtemplates"], All),
        (["jobset.x-k8s.io"], ["jobsets"], All),
        (["leaderworkerset.x-k8s.io"], ["leaderworkersets"], All),
        (["ray.io"], ["rayclusters", "rayjobs", "rayservices"], All),
        (["agents.x-k8s.io", "extensions.agents.x-k8s.io"], ["*"], All),
        (["external-secrets.io"], ["externalsecrets"], All),
        (["kueue.x-k8s.io"], ["localqueues"], All),
        (["keda.sh"], ["scaledjobs", "scaledobjects", "triggerauthentications"], All),
        (["cert-manager.io"], ["certificates", "issuers"], All),
        (["monitoring.coreos.com"], ["podmonitors", "prometheusrules", "servicemonitors"], All),
    ];
}
