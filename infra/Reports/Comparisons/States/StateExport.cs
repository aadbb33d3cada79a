using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Planning.Differences;
using Infra.Planning.Values;

namespace Infra.Reports.Comparisons.States;

/// <summary>Reads what <c>pulumi stack export</c> writes as a plan: of each resource that the program has too, only what differs from the
/// program, because an engine and its providers add much that no program says.</summary>
public static class StateExport
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Whether a document is an export.</summary>
    public static bool Is(JsonObject document) => document.ContainsKey("deployment");

    /// <summary>The state in a document, as the program sees it.</summary>
    /// <param name="document">What <c>pulumi stack export</c> wrote.</param>
    /// <param name="title">How a reader names it.</param>
    /// <param name="program">What the program would create.</param>
    /// <exception cref="FormatException">It is not such a document; the message says what is wrong, in a clause.</exception>
    public static ComparedPlan Read(JsonObject document, string title, ResourcePlan program)
    {
        // Version 4 has the same resources, and says beside them which features of the engine were used.
        if (document["version"]?.ToJsonString() is not ("3" or "4"))
        {
            var version = document["version"]?.ToJsonString() ?? "none";
            throw new FormatException($"it is a state of version {version}. Allowed: 3, 4; write it with: pulumi stack export");
        }

        StateResource[] resources;
        try
        {
            resources = [.. (document["deployment"]?["resources"]?.Deserialize<StateResource[]>(_format) ?? []).OfType<StateResource>()];
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            throw new FormatException("it is not a state: a resource has no urn or type, or a member of another type", refused);
        }

        if (resources.SelectMany(each => new[] { each.Urn, each.Parent, each.Provider }).FirstOrDefault(urn => urn is not (null or "")
            && !SavedPlan.IsUrn(urn)) is { } wrong)
        {
            throw new FormatException($"it is not a state: \"{wrong}\" is not a URN");
        }

        var live = resources.Where(resource => resource.IsThere).ToList();
        if (SavedPlan.Mistake([.. live.Select(Planned)]) is { } mistake)
        {
            throw new FormatException($"it is not a state: {mistake}");
        }

        var there = live.ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        var plan = new ResourcePlan(
            program.Project, program.Stack,
            [.. Seen(there, program).OrderBy(resource => resource.Urn, StringComparer.Ordinal)],
            // A state has no findings, so none are new.
            program.Findings);
        return new ComparedPlan($"{title} (state of {program.Project}/{program.Stack})", plan, null);
    }

    private static IEnumerable<PlannedResource> Seen(Dictionary<string, StateResource> there, ResourcePlan program)
    {
        var state = there.Values.Select(Planned).ToImmutableArray();
        var (before, after) = (new PlanIndex(state), new PlanIndex(program.Resources));
        var planned = program.Resources.Select(resource => (resource, Former: before.Former(resource, after)))
            .Where(pair => pair.Former is not null)
            .DistinctBy(pair => pair.Former!.Urn, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Former!.Urn, pair => pair.resource, StringComparer.Ordinal);
        var view = new StateView(program);
        return state.Select(resource => planned.TryGetValue(resource.Urn, out var wanted)
            ? resource with { Inputs = view.Of(wanted, there[resource.Urn]) }
            : resource);
    }

    private static PlannedResource Planned(StateResource resource) => new(
        resource.Urn, resource.Type, ResourceUrn.Parse(resource.Urn).Name, resource.Parent is "" ? null : resource.Parent,
        // Behind the URN of the provider stands its id.
        string.IsNullOrEmpty(resource.Provider) ? null : string.Join("::", resource.Provider.Split("::").Take(4)),
        [], resource.Protect, [])
    {
        Custom = resource.Custom,
        Options = new PlannedOptions { RetainOnDelete = resource.RetainOnDelete },
    };
}
