using System.Globalization;
using System.Net;
using System.Text;
using Infra.Findings;

namespace Infra.Reports.Comparisons;

/// <summary>Writes a comparison as a comment for a pull request, in GitHub's and GitLab's Markdown: what matters first, each cluster
/// collapsed.</summary>
public static class ComparisonMarkdown
{
    /// <summary>How long a comment is at most, in characters: GitHub takes 65,536.</summary>
    public const int Longest = 60_000;

    // Findings and losses stand above the clusters, and leave them at least half of the room.
    private const int MostAbove = 20, LongestMessage = 500;

    /// <summary>The comparison as text.</summary>
    public static string Write(PlanComparison comparison)
    {
        // The comment itself says which it is, so that the next run can find and replace it.
        var (project, stack) = (comparison.After.Plan.Project, comparison.After.Plan.Stack);
        var text = new StringBuilder($"<!-- platform diff {Escaped(project)}/{Escaped(stack)} -->\n");
        text.Append($"### `{Code(comparison.Before.Title)}` → `{Code(comparison.After.Title)}`\n\n");
        text.Append($"**{Headline(comparison)}**\n");
        if (comparison.Cost is { } cost)
        {
            text.Append($"\nCost: {ComparisonWords.Cost(cost.Before, cost.After)}.\n");
        }

        WriteLosses(comparison, text);
        WriteFindings("New findings", comparison.New, text);
        WriteFindings("Gone findings", comparison.Gone, text);
        var cut = WriteClusters(comparison, text);
        if (cut > 0)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n_{cut} {(cut == 1 ? "resource is" : "resources are")} left out: a comment has room for {Longest:N0} characters. ")
                .Append("`platform diff` prints all._\n");
        }

        return text.ToString();
    }

    private static string Headline(PlanComparison comparison) =>
        !comparison.IsWhole ? "The resources are not compared, because one of both has errors"
        : comparison.IsEqual ? "No difference"
        : ComparisonWords.Summary(comparison.Resources);

    private static void WriteLosses(PlanComparison comparison, StringBuilder text)
    {
        var lost = comparison.Resources.Where(change => change.Loses is not null).ToList();
        if (lost.Count == 0)
        {
            return;
        }

        text.Append("\n> [!CAUTION]\n> What holds data, keys or a cluster ends:\n");
        foreach (var change in lost.Take(MostAbove))
        {
            text.Append($"> - `{Code(ComparisonWords.Lines(change).First().Text)}`\n");
        }

        Rest(lost.Count, "> - ", text);
    }

    private static void WriteFindings(string title, IReadOnlyCollection<Finding> findings, StringBuilder text)
    {
        if (findings.Count == 0)
        {
            return;
        }

        text.Append($"\n{title}:\n\n");
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity).Take(MostAbove))
        {
            var line = finding.ToString();
            text.Append($"- `{Code(line.Length > LongestMessage ? line[..LongestMessage] + "…" : line)}`\n");
        }

        Rest(findings.Count, "- ", text);
    }

    private static void Rest(int count, string bullet, StringBuilder text)
    {
        if (count > MostAbove)
        {
            text.Append(CultureInfo.InvariantCulture, $"{bullet}and {count - MostAbove} more\n");
        }
    }

    // Returns how many resources had no room.
    private static int WriteClusters(PlanComparison comparison, StringBuilder text)
    {
        const int kept = 200;
        var cut = 0;
        foreach (var cluster in comparison.Clusters)
        {
            var lines = new StringBuilder();
            var written = 0;
            var cost = cluster.CostsOther ? $"; {ComparisonWords.Cost(cluster.Before!, cluster.After!)}" : "";
            var head = $"\n<details><summary><b>{Escaped(cluster.Name ?? "no cluster")}</b>: "
                + $"{ComparisonWords.Summary(cluster.Resources)}{cost}</summary>\n\n";
            const string end = "</details>\n";
            foreach (var change in cluster.Resources)
            {
                var block = string.Concat(ComparisonWords.Lines(change).Select(line => $"{Mark(line.Mark)} {line.Text}\n"));
                if (text.Length + head.Length + lines.Length + block.Length + kept > Longest)
                {
                    break;
                }

                lines.Append(block);
                written++;
            }

            cut += cluster.Resources.Length - written;
            if (text.Length + head.Length + lines.Length + kept > Longest)
            {
                continue;
            }

            text.Append(head);
            if (written > 0)
            {
                var fence = Fence(lines.ToString());
                text.Append($"{fence}diff\n{lines}{fence}\n\n");
            }

            text.Append(end);
        }

        return cut;
    }

    // The colours of a diff: what begins with an exclamation mark is orange.
    private static char Mark(char mark) => mark is '~' or '±' ? '!' : mark;

    private static string Fence(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
        {
            fence += '`';
        }

        return fence;
    }

    // Between backticks only a backtick has a meaning.
    private static string Code(string text) => ComparisonWords.Visible(text).Replace('`', '\'');

    // Two hyphens would end a comment of HTML.
    private static string Escaped(string text) =>
        WebUtility.HtmlEncode(ComparisonWords.Visible(text)).Replace("--", "&#45;-", StringComparison.Ordinal);
}
