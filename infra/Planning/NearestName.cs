namespace Infra.Planning;

/// <summary>Finds what was probably meant by a misspelt name.</summary>
internal static class NearestName
{
    /// <summary>The candidate that differs least from a word, if it differs by no more than a third of it; the first in ordinal order on a tie.</summary>
    internal static string? Of(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Distance: Distance(word, candidate)))
        .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    // Levenshtein distance without regard to case: a wrong capital is the smallest mistake.
    private static int Distance(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.OrdinalIgnoreCase)) return 0;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }
}
