using Infra.Cli.Shell;
using Infra.Findings;
using Infra.Reports.Comparisons;
using Spectre.Console;

namespace Infra.Cli.Diff;

/// <summary>A comparison as text for a person, cluster by cluster.</summary>
internal static class DiffText
{
    internal static void Write(PlanComparison comparison, IAnsiConsole console)
    {
        Line(console, $"{comparison.Before.Title} → {comparison.After.Title}");
        if (comparison.IsEqual)
        {
            Line(console, "No difference.");
            return;
        }

        Line(console, comparison.IsWhole
            ? $"{ComparisonWords.Summary(comparison.Resources)}."
            : $"The resources are not compared: {(comparison.After.IsRefused ? comparison.After : comparison.Before).Title} has errors.");
        if (comparison.Cost is { } cost)
        {
            Line(console, $"Cost: {ComparisonWords.Cost(cost.Before, cost.After)}.");
        }

        foreach (var cluster in comparison.Clusters)
        {
            Line(console, "");
            Line(console, cluster.Name ?? "no cluster");
            if (cluster.CostsOther)
            {
                Line(console, $"  {ComparisonWords.Cost(cluster.Before!, cluster.After!)}");
            }

            foreach (var (mark, text) in cluster.Resources.SelectMany(ComparisonWords.Lines))
            {
                Line(console, $"  {mark} {text}", mark switch { '+' => "green", '-' => "red", ' ' => null, _ => "yellow" });
            }
        }

        Write("New", comparison.New, console);
        Write("Gone", comparison.Gone, console);
    }

    private static void Write(string title, IReadOnlyCollection<Finding> findings, IAnsiConsole console)
    {
        if (findings.Count == 0)
        {
            return;
        }

        Line(console, "");
        Line(console, $"{title} findings");
        FindingsText.Write(findings, console);
    }

    private static void Line(IAnsiConsole console, string text, string? colour = null)
    {
        if (console.IsTerminal())
        {
            console.Write(new Text(text + "\n", colour is null ? Style.Plain : Style.Parse(colour)));
        }
        else
        {
            console.Profile.Out.Writer.Write($"{text.TrimEnd()}\n");
        }
    }
}
