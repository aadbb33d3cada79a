using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Infra.Findings;

/// <summary>Wording of messages: what is allowed, and what was probably meant.</summary>
internal static class Spelling
{
    /// <summary>A value of an enumeration as a stack file writes it: <c>rook-ceph</c>, <c>openshift</c>.</summary>
    internal static string Of(Enum value) => Of(value.GetType().GetField(value.ToString())!);

    /// <summary>The value that a field of an enumeration stands for, as a stack file writes it.</summary>
    internal static string Of(FieldInfo field) =>
        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name);

    /// <summary>The candidate closest to a word, or null if none is close: at most a third of the letters may differ, but always
    /// one.</summary>
    internal static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var best = default(string);
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= least)
            {
                continue;
            }

            var distance = Distance(word.ToLower(CultureInfo.InvariantCulture), candidate.ToLower(CultureInfo.InvariantCulture));
            if (distance < least)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary><c> Did you mean "zones"?</c> with a leading space, or an empty text if no candidate is close.</summary>
    internal static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";

    /// <summary>The words as a list, in the order given; after twenty, only the number of the rest.</summary>
    internal static string List(IEnumerable<string> words)
    {
        const int most = 20;
        var all = words.ToList();
        return all.Count switch
        {
            0 => "nothing",
            > most => $"{string.Join(", ", all.Take(most))} and {all.Count - most} more",
            _ => string.Join(", ", all),
        };
    }

    /// <summary>Number of insertions, deletions, replacements and swaps of adjacent letters that turn one word into the other.</summary>
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= to.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[from.Length, to.Length];
    }
}
