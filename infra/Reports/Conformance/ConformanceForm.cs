using System.Text.Json.Nodes;

namespace Infra.Reports.Conformance;

/// <summary>The conformance of a stack in the form of the checklist: a checklist for each cluster, without what every checklist says in the
/// same words.</summary>
/// <remarks>Statuses are those that scripts/validate.go of cncf/k8s-ai-conformance knows.</remarks>
public static class ConformanceForm
{
    /// <summary>What each state is called, for people.</summary>
    public static string Words(ConformanceState state) => state switch
    {
        ConformanceState.Configured => "installed and configured",
        ConformanceState.Incomplete => "installed in part",
        ConformanceState.Missing => "not installed",
        _ => "not applicable",
    };

    /// <summary>A list of checklists.</summary>
    public static string Json(IEnumerable<ClusterConformance> clusters) =>
        JsonText.Of(new JsonArray([.. clusters.Select(Checklist)]));

    /// <summary>A document for each checklist.</summary>
    public static string Yaml(IEnumerable<ClusterConformance> clusters) => Facts.Documents.Yaml.Write(clusters.Select(Checklist));

    private static JsonObject Checklist(ClusterConformance cluster) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["kubernetesVersion"] = $"v{cluster.Cluster.Version}",
            ["platformName"] = cluster.Name,
        },
        ["spec"] = new JsonObject(cluster.Answers.GroupBy(each => each.Requirement.Group).Select(group =>
            KeyValuePair.Create(group.Key, (JsonNode?)new JsonArray([.. group.Select(each => Row(each.Requirement, each.Answer))])))),
    };

    private static JsonObject Row(ConformanceRequirement requirement, ConformanceAnswer answer) => new()
    {
        ["id"] = requirement.Id,
        ["level"] = requirement.Level,
        ["status"] = answer.State switch
        {
            ConformanceState.Configured => "Implemented",
            ConformanceState.Incomplete => "Partially Implemented",
            ConformanceState.Missing => "Not Implemented",
            _ => "N/A",
        },
        ["evidence"] = new JsonArray([.. answer.Evidence.Select(each =>
            JsonValue.Create(each.Setting is null ? each.Resource.Urn : $"{each.Resource.Urn} {each.Setting}"))]),
        ["notes"] = $"{Words(answer.State)}{(answer.Note.Length > 0 ? $" ({answer.Note})" : "")}; not run",
    };
}
