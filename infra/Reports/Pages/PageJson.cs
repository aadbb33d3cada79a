using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Reports.Conformance;
using Infra.Reports.Plans;
using Infra.Reports.Sovereignty;

namespace Infra.Reports.Pages;

/// <summary>What the page of a plan draws: <c>plan.json</c> without the inputs of resources, which would make it ten times as large, and
/// with what the other reports say.</summary>
internal static class PageJson
{
    internal static JsonObject Of(PlatformPlan plan)
    {
        var page = PlanJson.Fleet(plan);
        var parts = PlanOrder.Of(plan);
        string[] types = [.. plan.Resources.Select(resource => resource.Type).Distinct(StringComparer.Ordinal)];
        var clusters = plan.Platform?.Clusters.Select(cluster => cluster.Name).ToList() ?? [];
        page["types"] = JsonText.Texts(types);
        page["parts"] = new JsonArray([.. parts.Select(part => Of(part, clusters))]);
        page["resources"] = Resources(plan, types, clusters, parts);
        page["findings"] = new JsonArray([.. plan.Findings.Select(FindingJson.Of)]);
        page["sovereignty"] = plan.Resources.IsEmpty ? null : SovereigntyJson.Node(SovereigntyReport.Of(plan));
        page["conformanceVersion"] = ConformanceChecklist.Version;
        page["conformance"] = new JsonArray([.. ClusterConformance.Of(plan).Select(Of)]);
        return page;
    }

    private static JsonObject Of(PlanPart part, List<string> clusters) => new()
    {
        ["cluster"] = clusters.IndexOf(part.Cluster),
        ["name"] = part.Name,
        ["first"] = part.First,
        ["last"] = part.Last,
        ["after"] = JsonText.Texts(part.After),
    };

    // A resource is a row of numbers, because there are thousands: other resources by their place in the list, its type, its cluster and
    // its part by theirs.
    private static JsonArray Resources(PlatformPlan plan, string[] types, List<string> clusters, IReadOnlyList<PlanPart> parts)
    {
        var places = Places(plan.Resources.Select(resource => resource.Urn));
        var ofTypes = Places(types);
        var ofParts = parts.Select((part, index) => (part, index))
            .ToDictionary(each => (each.part.Cluster, each.part.Name), each => each.index);
        var owner = plan.Owners();
        var partOf = PlanOrder.Parts(plan);
        return new([.. plan.Resources.Select(resource =>
        {
            var cluster = owner(resource);
            return new JsonArray(
                ofTypes[resource.Type],
                resource.Name,
                Place(resource.Parent),
                Place(resource.Provider),
                new JsonArray([.. resource.DependsOn.Select(urn => JsonValue.Create(places[urn]))]),
                cluster is null ? null : clusters.IndexOf(cluster),
                cluster is not null && ofParts.TryGetValue((cluster, partOf(resource)), out var part) ? part : null,
                resource.Protect);
        })]);

        JsonNode? Place(string? urn) => urn is null ? null : places[urn];
    }

    private static Dictionary<string, int> Places(IEnumerable<string> names) =>
        names.Select((name, index) => (name, index)).ToDictionary(each => each.name, each => each.index, StringComparer.Ordinal);

    private static JsonObject Of(ClusterConformance cluster) => new()
    {
        ["name"] = cluster.Cluster.Name,
        ["answers"] = new JsonArray(
        [
            .. from each in cluster.Answers
               select new JsonObject
               {
                   ["id"] = each.Requirement.Id,
                   ["level"] = each.Requirement.Level,
                   ["state"] = ConformanceForm.Words(each.Answer.State),
                   ["note"] = each.Answer.Note,
               },
        ]),
    };
}
