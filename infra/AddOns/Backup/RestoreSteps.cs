using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Backup;

/// <summary>The restores that bring everything back onto a new cluster, in their order: kinds and rights, operators and their webhooks,
/// then workloads with their data, at last what delivers them.</summary>
/// <remarks>Each takes the newest complete backup of the schedule for the whole cluster; what exists is left as it is.</remarks>
public static class RestoreSteps
{
    /// <summary>The restores, named after their place.</summary>
    /// <param name="velero">Velero on the cluster.</param>
    /// <param name="context">The cluster.</param>
    public static IEnumerable<JsonObject> Of(Velero velero, ClusterContext context)
    {
        string[] platform =
        [
            .. AddOn.Namespaces(context).Append(Drill.Canary).Append(Drill.Scratch).Order(StringComparer.Ordinal),
        ];
        yield return Step("10-definitions", new JsonObject
        {
            ["includedResources"] = KubernetesObject.Texts(
                ["customresourcedefinitions", "clusterroles", "clusterrolebindings", "priorityclasses"]),
            ["includeClusterResources"] = true,
        });
        if (!velero.OperatorNamespaces.IsEmpty)
        {
            yield return Step(
                "20-operators", new JsonObject { ["includedNamespaces"] = KubernetesObject.Texts(velero.OperatorNamespaces) });
        }

        // Volumes come with their pods: the content of a volume whose class waits for a pod is fetched only when there is one
        // (pkg/exposer/generic_restore.go).
        yield return Step("30-workloads", new JsonObject
        {
            ["excludedNamespaces"] = KubernetesObject.Texts([.. platform, .. velero.OperatorNamespaces]),
        });
        // Last, because Argo CD would make the claims of its applications anew, and empty. The platform has installed its releases; the
        // records of the old ones would make Helm believe in others.
        yield return Step("40-platform", new JsonObject
        {
            ["includedNamespaces"] = KubernetesObject.Texts(
                [.. platform.Except([.. ResourceNames.KubernetesNamespaces, velero.Chart.Namespace, Drill.Canary, Drill.Scratch])]),
            ["includedResources"] = KubernetesObject.Texts(
                ["secrets", "appprojects.argoproj.io", "applications.argoproj.io", "applicationsets.argoproj.io"]),
            ["labelSelector"] = new JsonObject
            {
                ["matchExpressions"] = new JsonArray(new JsonObject
                {
                    ["key"] = "owner", ["operator"] = "NotIn", ["values"] = new JsonArray("helm"),
                }),
            },
        });

        JsonObject Step(string name, JsonObject spec)
        {
            spec.Insert(0, "scheduleName", $"{velero.Chart.Name}-{Velero.PlatformSchedule}");
            return new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "Restore",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = velero.Chart.Namespace },
                ["spec"] = spec,
            };
        }
    }
}
