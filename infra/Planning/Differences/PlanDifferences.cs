using System.Collections.Immutable;

namespace Infra.Planning.Differences;

/// <summary>What the engine would do to get from one plan to another: with the first in its state, and nothing changed in the cloud by
/// anyone else.</summary>
/// <remarks>The rules are the engine's
/// (https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go) and those of the providers in
/// <c>sdk/schemas/replacements.json</c>. A secret has the same placeholder in both plans, so that a changed one is not seen.</remarks>
public static class PlanDifferences
{
    /// <summary>Compares two plans; of different stacks too, because stack and project are left out of account.</summary>
    /// <param name="before">What exists.</param>
    /// <param name="after">What is asked for.</param>
    /// <returns>Whatever the engine would not leave as it is, sorted by URN. Components and the stack are not listed: they only group
    /// others.</returns>
    public static ImmutableArray<ResourceDifference> Between(IEnumerable<PlannedResource> before, IEnumerable<PlannedResource> after)
    {
        var (old, @new) = (new PlanIndex(before), new PlanIndex(after));
        var pairs = new List<ResourcePair>();
        var created = new List<PlannedResource>();
        foreach (var resource in @new.All)
        {
            if (old.Former(resource, @new) is { } former)
            {
                pairs.Add(new ResourcePair(former, resource));
            }
            else if (resource.Custom)
            {
                created.Add(resource);
            }
        }

        Consequences.Follow(pairs, old, @new);
        var kept = pairs.Select(pair => pair.Old).ToHashSet();
        return
        [
            .. pairs.Where(pair => pair.New.Custom && pair.Differs).Select(pair => pair.Difference(old.IsRetained(pair.Old)))
                .Concat(created.Select(resource => new ResourceDifference(
                    resource.Options.Import is null ? DifferenceKind.Create : DifferenceKind.Import,
                    resource.Urn, resource.Type, resource.Name, [])))
                .Concat(old.All.Where(resource => resource.Custom && !kept.Contains(resource)).Select(resource => new ResourceDifference(
                    old.IsRetained(resource) ? DifferenceKind.Forget : DifferenceKind.Delete,
                    resource.Urn, resource.Type, resource.Name, [])
                {
                    Refused = resource.Protect,
                }))
                .OrderBy(difference => PlanIndex.Local(difference.Urn), StringComparer.Ordinal)
                .ThenBy(difference => difference.Kind),
        ];
    }
}
