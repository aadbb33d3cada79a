using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Reports.Conformance;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Conformance;

/// <summary><c>platform conformance</c>: what the plan of a stack shows of Kubernetes AI Conformance.</summary>
public static class ConformanceCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var format = CommandSetting.FormatOf("text for people, json and yaml in the form of the checklist", "text", "json", "yaml");
        var conformance = new ExampledCommand(
            "conformance",
            "Show what the plan of a stack has of Kubernetes AI Conformance, cluster by cluster.",
            """
            platform conformance dev
            platform conformance prod --format yaml
            """)
        {
            setting.Stack, format,
        };
        conformance.SetAction((parsed, _) => RunAsync(setting.Read(parsed), parsed.GetValue(format), setting.Console));
        return conformance;
    }

    // Lines of a file, and at most those of a terminal.
    private const int Widest = 80, Indent = 7;

    private static readonly string _continued = new(' ', Indent + 2);

    /// <summary>Reports the conformance of a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="format">Text for people, or the form of the checklist.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code: that of the plan, because a requirement that a stack leaves open is its own decision.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, OutputFormat format, IAnsiConsole console)
    {
        var plan = await ProgressLine.PlanAsync(inputs);
        var clusters = ClusterConformance.Of(plan);
        var output = console.Profile.Out.Writer;
        if (plan.Resources.IsEmpty)
        {
            FindingsText.Write(plan.Findings, console);
        }
        else if (format == OutputFormat.Text)
        {
            var width = Math.Min(Widest, console.Profile.Width);
            string[] head =
            [
                $"Kubernetes AI Conformance {ConformanceChecklist.Version}, as the plan of {plan.Stack} shows it.",
                "Nothing was run: only its test on the cluster shows that a requirement is met.",
            ];
            foreach (var line in head.Concat(clusters.SelectMany(Lines)).SelectMany(line => Wrapping.Of(line, width, _continued)))
            {
                output.Write($"{line.TrimEnd()}\n");
            }
        }
        else
        {
            output.Write(format == OutputFormat.Json ? ConformanceForm.Json(clusters) : ConformanceForm.Yaml(clusters));
        }

        return ExitCode.Of(plan.Findings);
    }

    private static IEnumerable<string> Lines(ClusterConformance cluster)
    {
        yield return "";
        var (name, kind, release) = (cluster.Cluster.Name, cluster.Cluster.KindTitle, cluster.Cluster.DistributionRelease);
        yield return $"{name} ({kind} {release ?? cluster.Cluster.Version})";
        foreach (var (requirement, answer) in cluster.Answers)
        {
            yield return $"{requirement.Level,-Indent}{requirement.Id,-28}{ConformanceForm.Words(answer.State)}, not run";
            foreach (var line in answer.Evidence.Select(each => each.ToString()).Append(answer.Note).Where(text => text.Length > 0))
            {
                yield return new string(' ', Indent) + line;
            }
        }

        yield return $"{Count(cluster, must: true)}, {Count(cluster, must: false)}.";
    }

    private static string Count(ClusterConformance cluster, bool must)
    {
        var states = cluster.Answers.Where(each => each.Requirement.Must == must).Select(each => each.Answer.State).ToList();
        var apply = states.Count(state => state != ConformanceState.NotApplicable);
        return $"{states.Count(state => state == ConformanceState.Configured)} of {apply} {(must ? "MUST" : "SHOULD")} that apply"
            + (must ? "" : " installed and configured");
    }
}
