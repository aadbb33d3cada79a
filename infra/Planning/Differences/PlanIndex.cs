using System.Collections.Immutable;
using Infra.Planning.Values;

namespace Infra.Planning.Differences;

/// <summary>The resources of a plan by their URNs without stack and project.</summary>
internal sealed class PlanIndex
{
    private readonly Dictionary<string, PlannedResource> _byUrn;

    internal PlanIndex(IEnumerable<PlannedResource> resources)
    {
        All = [.. resources];
        _byUrn = All.ToDictionary(resource => Local(resource.Urn), StringComparer.Ordinal);
    }

    internal ImmutableArray<PlannedResource> All { get; }

    internal static string Local(string urn) => ResourceUrn.Parse(urn).Local;

    /// <summary>The resource with a URN.</summary>
    internal PlannedResource? Find(string? urn) => urn is null ? null : _byUrn.GetValueOrDefault(Local(urn));

    /// <summary>What a resource of a later plan was in this one: the resource with its URN, or with one of its aliases that the later plan
    /// has given to no other.</summary>
    internal PlannedResource? Former(PlannedResource resource, PlanIndex later) => Find(resource.Urn)
        ?? resource.Options.Aliases.Where(alias => later.Find(alias) is null).Select(Find).FirstOrDefault(former => former is not null);

    /// <summary>Whether the cloud keeps a resource that is deleted: by its own option, or by that of the nearest parent that has
    /// one.</summary>
    internal bool IsRetained(PlannedResource resource)
    {
        for (var each = resource; each is not null; each = Find(each.Parent))
        {
            if (each.Options.RetainOnDelete is { } retain)
            {
                return retain;
            }
        }

        return false;
    }
}
