using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.AddOns.Queues;
using Infra.AddOns.Scaling;
using Infra.AddOns.Traffic;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Mesh;

/// <summary>Whose pods are in the mesh: those of teams, and those of the platform that they talk with. The rest of the platform stays
/// outside: the API server calls its webhooks without a certificate of the mesh, and it must start where the mesh does not.</summary>
internal static class MeshMembers
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <summary>Add-ons whose pods talk with those of teams: they scrape them, take what they send, pass requests on to them, or give them
    /// work.</summary>
    public static ImmutableArray<Type> Partners { get; } =
        [typeof(EnvoyGateway), typeof(KubePrometheus), typeof(OpenTelemetry), typeof(KedaHttp), typeof(KubeRay)];

    /// <summary>The namespaces of those.</summary>
    public static IEnumerable<string> PartnerNamespaces(ClusterContext context) =>
        AddOn.Of(context.Cluster).Where(addOn => Partners.Contains(addOn.GetType()))
            .Select(addOn => addOn is KubePrometheus && !addOn.ByChart(context) ? OpenShiftMonitoring.UserNamespace : addOn.Chart.Namespace)
            .Distinct().Order(StringComparer.Ordinal);

    /// <summary>Which pods the agents take into the mesh, by the labels of their namespaces alone: no label of a pod takes it out. A team's
    /// namespace needs no label where the platform knows all others; elsewhere it has that of its team, or Istio's own.</summary>
    public static JsonArray Selectors(ClusterContext context)
    {
        var partners = PartnerNamespaces(context).ToList();
        return context.Cloud.KnowsNamespaces
            ? [Where(NameLabel, "NotIn", AddOn.Namespaces(context).Except(partners).Order(StringComparer.Ordinal))]
            :
            [
                Where(TeamConventions.NamespaceLabel, "Exists", []),
                Where("istio.io/dataplane-mode", "In", ["ambient"]),
                .. partners.Count == 0 ? [] : new[] { Where(NameLabel, "In", partners) },
            ];
    }

    private static JsonObject Where(string label, string match, IEnumerable<string> values)
    {
        var expression = new JsonObject { ["key"] = label, ["operator"] = match };
        if (match != "Exists")
        {
            expression["values"] = KubernetesObject.Texts(values);
        }

        return new JsonObject { ["namespaceSelector"] = new JsonObject { ["matchExpressions"] = new JsonArray(expression) } };
    }
}
