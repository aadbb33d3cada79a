using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning;
using Infra.Planning.Values;

namespace Infra.Reports.Comparisons;

/// <summary>Reads a <c>plan.json</c> back, as far as plans are compared by it. Members that it does not know are left out of account, so
/// that an older plan and a newer one can be compared.</summary>
public static class SavedPlan
{
    private const string ProviderPrefix = "pulumi:providers:", UrnPrefix = "urn:pulumi:";

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The plan in a document.</summary>
    /// <param name="document">What <c>plan --format json</c> printed or <c>plan --out</c> wrote.</param>
    /// <param name="title">How a reader names it.</param>
    /// <exception cref="FormatException">It is not such a document; the message says what is wrong, in a clause.</exception>
    public static ComparedPlan Read(JsonObject document, string title)
    {
        Saved saved;
        try
        {
            saved = document.Deserialize<Saved>(_format)!;
        }
        catch (JsonException mistake)
        {
            throw new FormatException($"it is not a saved plan: {mistake.Path ?? "$"} is missing or is not what a plan has there", mistake);
        }

        var resources = saved.Resources.OfType<SavedResource>().Select(Read)
            .OrderBy(resource => resource.Urn, StringComparer.Ordinal).ToImmutableArray();
        if (Mistake(resources) is { } wrong)
        {
            throw new FormatException($"it is not a saved plan: {wrong}");
        }

        return new ComparedPlan(
            $"{title} ({saved.Project}/{saved.Stack})",
            new ResourcePlan(saved.Project, saved.Stack, resources, [.. saved.Findings.OfType<SavedFinding>().Select(Read)]),
            saved.Cost?.Clusters.OfType<SavedClusterCost>().DistinctBy(cluster => cluster.Name)
                .ToImmutableSortedDictionary(cluster => cluster.Name, cluster => cluster.Monthly, StringComparer.Ordinal));
    }

    internal static bool IsUrn(string text) =>
        text.StartsWith(UrnPrefix, StringComparison.Ordinal) && text.Split("::", 4).Length == 4;

    /// <summary>Why resources of a file are not those of a stack; null where they are.</summary>
    internal static string? Mistake(IReadOnlyCollection<PlannedResource> resources)
    {
        if (resources.CountBy(resource => resource.Urn).FirstOrDefault(urn => urn.Value > 1) is { Key: { } twice })
        {
            return $"it has \"{twice}\" twice";
        }

        var parents = resources.ToDictionary(resource => resource.Urn, resource => resource.Parent, StringComparer.Ordinal);
        foreach (var urn in parents.Keys)
        {
            var steps = 0;
            for (var at = urn; at is not null; at = parents.GetValueOrDefault(at))
            {
                if (++steps > parents.Count + 1)
                {
                    return $"\"{urn}\" is a parent of itself";
                }
            }
        }

        return null;
    }

    private static PlannedResource Read(SavedResource saved)
    {
        foreach (var urn in saved.DependsOn.Concat(saved.Aliases ?? []).Append(saved.Urn).Append(saved.Parent).Append(saved.Provider)
            .OfType<string>())
        {
            if (!IsUrn(urn))
            {
                throw new FormatException($"it is not a saved plan: \"{urn}\" is not a URN");
            }
        }

        return new PlannedResource(
            saved.Urn, saved.Type, saved.Name, saved.Parent, saved.Provider, [.. saved.DependsOn.OfType<string>()], saved.Protect,
            saved.Inputs)
        {
            // Every object of a provider names it, because this platform has no default providers.
            Custom = saved.Provider is not null || saved.Type.StartsWith(ProviderPrefix, StringComparison.Ordinal),
            Options = new PlannedOptions
            {
                RetainOnDelete = saved.RetainOnDelete,
                DeletedWith = saved.DeletedWith,
                DeleteBeforeReplace = saved.DeleteBeforeReplace,
                ReplaceOnChanges = [.. saved.ReplaceOnChanges ?? []],
                IgnoreChanges = [.. saved.IgnoreChanges ?? []],
                Aliases = [.. saved.Aliases ?? []],
                Import = saved.Import,
            },
        };
    }

    private static Finding Read(SavedFinding saved) =>
        new(saved.Code, saved.Severity == "error" ? Severity.Error : Severity.Warning, saved.Path, saved.Message)
        {
            Place = saved.Place,
            Accepted = saved.Accepted,
        };

    private sealed record Saved(
        string Project, string Stack, SavedResource[] Resources, SavedFinding[] Findings, SavedCost? Cost = null);

    private sealed record SavedResource(
        string Urn, string Type, string Name, string? Parent, string? Provider, string[] DependsOn, bool Protect, JsonObject Inputs,
        bool? RetainOnDelete = null, string? DeletedWith = null, bool? DeleteBeforeReplace = null, string[]? ReplaceOnChanges = null,
        string[]? IgnoreChanges = null, string[]? Aliases = null, string? Import = null);

    private sealed record SavedFinding(
        string Code, string Severity, string Path, string Message, FilePlace? Place = null, Acceptance? Accepted = null);

    private sealed record SavedCost(SavedClusterCost[] Clusters);

    private sealed record SavedClusterCost(string Name, MonthlyCost Monthly);
}
