using Infra.Planning.Values;

namespace Infra.Planning.Differences;

/// <summary>What follows from a replacement for other resources: a plan has the same placeholder for an output before and after, but a new
/// object has a new id, a new version of a launch template a new number, and whoever uses them sees another value.</summary>
internal static class Consequences
{
    /// <summary>Notes in all pairs what follows from the others, until nothing more does.</summary>
    internal static void Follow(IReadOnlyCollection<ResourcePair> pairs, PlanIndex before, PlanIndex after)
    {
        var byUrn = pairs.ToDictionary(pair => PlanIndex.Local(pair.New.Urn), StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            CompareProviders(pair, before, after);
        }

        var more = true;
        while (more)
        {
            more = false;
            foreach (var pair in pairs.Where(pair => pair.New.Custom))
            {
                foreach (var cause in pair.New.DependsOn.Select(Find).OfType<ResourcePair>().Where(cause => cause.Differs))
                {
                    more |= FollowOutputs(pair, cause);
                    more |= FollowDeletion(pair, cause);
                }

                if (Find(pair.New.Provider) is { IsReplaced: true } provider)
                {
                    more |= pair.AddProvider(provider.Old.Name, provider.New.Name, provider.New.Name);
                }
            }
        }

        ResourcePair? Find(string? urn) => urn is null ? null : byUrn.GetValueOrDefault(PlanIndex.Local(urn));
    }

    private static bool FollowOutputs(ResourcePair pair, ResourcePair cause)
    {
        var name = cause.New.Name;
        string[] changed = cause.IsReplaced ? [$"${{{name}."] : [.. cause.Rule.Updates.Select(output => Placeholder.Of(name, output))];
        var more = changed.Length > 0
            && AddEach(pair, name, text => changed.Any(output => text.Contains(output, StringComparison.Ordinal)));
        foreach (var (input, reference) in cause.IsReplaced ? [] : pair.Rule.Follows)
        {
            if (pair.NewValue(reference)?.ToString() == Placeholder.Of(name, "id") && pair.NewValue(input) is { } value)
            {
                more |= pair.Add(PropertyPath.Parse(input), value, value, name);
            }
        }

        return more;
    }

    /// <summary>Before an object is deleted to be made anew, so is everything that could not be changed to another one: the engine takes
    /// all outputs as unknown. An id that contains the name has the same text in both plans, so the name is looked for as well.</summary>
    private static bool FollowDeletion(ResourcePair pair, ResourcePair cause)
    {
        if (!cause.DeletesFirst)
        {
            return false;
        }

        var names = cause.Names;
        var more = AddEach(pair, cause.New.Name, text => names.Contains(text.Split('/')[^1]), onlyReplacing: true);
        if (pair.IsReplaced && !pair.MustGoFirst && pair.IsBecauseOf(cause.New.Name))
        {
            pair.MustGoFirst = more = true;
        }

        return more;
    }

    private static bool AddEach(ResourcePair pair, string cause, Func<string, bool> uses, bool onlyReplacing = false)
    {
        var more = false;
        foreach (var (path, value) in InputDifferences.Leaves(pair.New.Inputs, PropertyPath.Root))
        {
            if (InputDifferences.Texts(value).Any(uses) && (!onlyReplacing || pair.Replaces(path, value, value)))
            {
                more |= pair.Add(path, value, value, cause);
            }
        }

        return more;
    }

    // Another provider makes nothing anew by itself: its own rule says whether what it reaches is still the same.
    private static void CompareProviders(ResourcePair pair, PlanIndex before, PlanIndex after)
    {
        if (before.Find(pair.Old.Provider) is { } old && after.Find(pair.New.Provider) is { } @new
            && PlanIndex.Local(old.Urn) != PlanIndex.Local(@new.Urn)
            && (old.Type != @new.Type || new ResourcePair(old, @new).IsReplaced))
        {
            _ = pair.AddProvider(old.Name, @new.Name, because: null);
        }
    }
}
