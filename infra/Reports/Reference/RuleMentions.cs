using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Reports.Reference;

/// <summary>Which rules speak of which key: by the place of their example, and by the keys that their section names.</summary>
internal static partial class RuleMentions
{
    private static readonly Lazy<ILookup<string, string>> _codes = new(Read);

    /// <summary>The codes of the rules that speak of a key, in the order of their page.</summary>
    internal static ImmutableArray<string> Of(SpecKey key) => [.. _codes.Value[Plain(key.Path)].Distinct()];

    private static ILookup<string, string> Read()
    {
        var known = SpecReference.All.Select(key => Plain(key.Path)).ToHashSet(StringComparer.Ordinal);
        return (
            from section in RuleSection.All
            // These are about the text of any key.
            where !section.Code.StartsWith("SPEC", StringComparison.Ordinal)
            from mention in section.Mentions
            let path = Nearest(Plain(mention), known)
            where path is not null
            select (Path: path, section.Code)).ToLookup(each => each.Path!, each => each.Code, StringComparer.Ordinal);
    }

    // A rule may speak of what is deeper than any key: an entry of a list, or a name that the stack file makes up. A single word may be
    // anything.
    private static string? Nearest(string path, HashSet<string> known)
    {
        while (path.Contains('.', StringComparison.Ordinal))
        {
            if (known.Contains(path))
            {
                return path;
            }

            path = path[..path.LastIndexOf('.')];
        }

        return null;
    }

    // Whatever kind of cluster it is, and whichever cluster sets an add-on.
    private static string Plain(string path)
    {
        var plain = Brackets().Replace(path, "");
        return plain.StartsWith("clusters.addOns.", StringComparison.Ordinal) ? plain["clusters.".Length..] : plain;
    }

    [GeneratedRegex(@"\[[^\]]*\]|\.\*")]
    private static partial Regex Brackets();
}
