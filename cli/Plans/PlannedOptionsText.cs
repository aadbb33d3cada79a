using Infra.Planning;
using Infra.Planning.Values;

namespace Infra.Cli.Plans;

/// <summary>The options of a planned resource in a few words, for one line.</summary>
internal static class PlannedOptionsText
{
    /// <summary>The options that are set, in brackets after a space, for example <c> (protected, create 1h)</c>; empty if there are
    /// none.</summary>
    internal static string Suffix(PlannedResource resource)
    {
        var words = Words(resource).ToList();
        return words.Count == 0 ? "" : $" ({string.Join(", ", words)})";
    }

    /// <summary>The options that are set.</summary>
    internal static IEnumerable<string> Words(PlannedResource resource)
    {
        var options = resource.Options;
        if (resource.Protect)
        {
            yield return "protected";
        }

        if (options.RetainOnDelete is { } retain)
        {
            yield return retain ? "keeps on delete" : "goes on delete";
        }

        if (options.DeletedWith is { } other)
        {
            yield return $"goes with {ResourceUrn.Parse(other).Name}";
        }

        if (options.DeleteBeforeReplace is { } before)
        {
            yield return before ? "deleted before replaced" : "replaced before deleted";
        }

        foreach (var path in options.ReplaceOnChanges)
        {
            yield return $"replaced for {path}";
        }

        foreach (var path in options.IgnoreChanges)
        {
            yield return $"ignores {path}";
        }

        foreach (var (operation, duration) in options.CustomTimeouts.Set)
        {
            yield return $"{operation} {duration}";
        }

        foreach (var urn in options.Aliases)
        {
            yield return $"was {ResourceUrn.Parse(urn).Local}";
        }

        if (options.Import is { } id)
        {
            yield return $"imports {id}";
        }
    }
}
