using System.CommandLine;
using System.Globalization;
using Infra.Cli.Shell;
using Infra.Findings;
using Infra.Reports.Sovereignty;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Sovereignty;

/// <summary><c>platform sovereignty</c>: where the data of a stack is, under whose law, with which key, and how it is reached.</summary>
public static class SovereigntyCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var format = CommandSetting.FormatOf("text for people, json for programs, csv for spreadsheets", "text", "json", "csv");
        var all = new Option<bool>("--all") { Description = "In the text, a line for every resource instead of one for those alike." };
        var sovereignty = new ExampledCommand(
            "sovereignty",
            "Show where data is, under whose law, with which key, and how it is reached.",
            """
            platform sovereignty dev
            platform sovereignty prod --format csv > prod.csv
            """)
        {
            setting.Stack, format, all,
        };
        sovereignty.SetAction((parsed, _) =>
            RunAsync(setting.Read(parsed), parsed.GetValue(all), parsed.GetValue(format), setting.Console));
        return sovereignty;
    }

    /// <summary>Reports where the data of a stack is.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="all">Whether the text has a line for every resource.</param>
    /// <param name="format">Text, JSON or CSV.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code: that of the plan.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, bool all, OutputFormat format, IAnsiConsole console)
    {
        var plan = await ProgressLine.PlanAsync(inputs);
        var report = SovereigntyReport.Of(plan);
        if (report.Borders is not { } borders)
        {
            FindingsText.Write(plan.Findings, console);
        }
        else if (format == OutputFormat.Text)
        {
            Write(report, borders, all, console);
        }
        else
        {
            await console.Profile.Out.Writer.WriteAsync(
                format == OutputFormat.Json ? SovereigntyJson.Write(report) : SovereigntyCsv.Write(report));
        }

        return ExitCode.Of(plan.Findings);
    }

    // Places first; then what is at each, and what nobody knows.
    private static void Write(SovereigntyReport report, SovereigntySpec borders, bool all, IAnsiConsole console)
    {
        var places = PlaceSummary.Of(report.Rows).ToList();
        console.WriteLine(
            $"{report.Project}/{report.Stack}: data may be in {Words(borders.Locations)}, operators under the law of " +
            $"{Words(borders.Operators)}; endpoints {Spelling.Of(borders.Endpoints)}, keys {Spelling.Of(borders.Keys)}");
        console.WriteLine();
        TableText.Write(
            console, ["CLUSTER", "PLACE", "OPERATOR", "LAW", "STORES", "OWN KEY", "PROCESSES", "ROUTES", "KEYS", "PUBLIC", "OPEN"],
            places.Select(at => new[]
            {
                at.Cluster ?? "(all)", Place(at.Place), at.Place.Operator ?? "-", Law(at.Place), Number(at.Count(DataRole.Stores)),
                Number(at.Count(KeyOwner.Customer)), Number(at.Count(DataRole.Processes)), Number(at.Count(DataRole.Routes)),
                Number(at.Count(DataRole.Keys)), Number(at.Public), Number(at.Open),
            }));
        foreach (var at in places)
        {
            console.WriteLine($"{at.Cluster ?? "all clusters"}, {Place(at.Place)}");
            Rows(at, all, console);
        }

        console.WriteLine(
            "Evidence for controls, not certification: how many rows show what a control asks for, and how many passed each rule");
        console.WriteLine();
        foreach (var framework in ControlEvidence.For(report).GroupBy(evidence => evidence.Framework))
        {
            console.WriteLine($"{framework.Key.Id} ({framework.Key.Source})");
            TableText.Write(
                console, ["CONTROL", "TITLE", "SHOWN BY", "RULES"],
                framework.Select(evidence => new[]
                {
                    evidence.Control.Id, evidence.Control.Title,
                    $"{Spelling.Of(evidence.Control.Shows)} {evidence.Shown} of {evidence.Of}",
                    Rules(evidence.Passed.Select(rule => $"{rule.Key} {rule.Value}")
                        .Concat(evidence.Open.Select(finding => $"{finding.Code} open").Distinct())),
                }));
        }

        foreach (var finding in report.Rows.SelectMany(row => row.Open).Distinct())
        {
            console.WriteLine($"Open: {finding}");
        }

        foreach (var what in report.NotKnown)
        {
            console.WriteLine($"Not known: {what}");
        }
    }

    private static void Rows(PlaceSummary at, bool all, IAnsiConsole console)
    {
        if (all)
        {
            TableText.Write(
                console, ["DOES", "WHAT", "NAME", "KEY", "REACHED", "KEPT", "PASSED"],
                at.Rows.Select(row => new[]
                {
                    Spelling.Of(row.Role), row.What, row.Name, row.Key?.ToString() ?? "-", row.Reach.ToString(), row.Kept ?? "-",
                    Rules(row.Passed),
                }));
            return;
        }

        // Names begin with that of the cluster, which is in the line above.
        TableText.Write(
            console, ["DOES", "WHAT", "OF", "KEY", "REACHED", "KEPT"],
            at.Rows.GroupBy(row => (row.Role, row.What, row.Key, row.Reach.Way, row.Kept)).Select(alike => new[]
            {
                Spelling.Of(alike.Key.Role), alike.Key.What,
                alike.Count() == 1 && (alike.Key.Role is DataRole.Stores or DataRole.Keys || alike.First().Type == "service")
                    ? Within(at, alike.First().Name) : Number(alike.Count()),
                alike.Key.Key is { } key ? Within(at, key.ToString()) : "-", new DataReach(alike.Key.Way).ToString(), alike.Key.Kept ?? "-",
            }));
        var passed = at.Rows.SelectMany(row => row.Passed).CountBy(code => code).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToList();
        if (passed.Count > 0)
        {
            console.WriteLine($"Passed: {Words(passed.Select(rule => $"{rule.Key} {rule.Value}"))}");
            console.WriteLine();
        }
    }

    private static string Within(PlaceSummary at, string name) =>
        at.Cluster is { } cluster && name.StartsWith($"{cluster}-", StringComparison.Ordinal) ? name[(cluster.Length + 1)..] : name;

    private static string Place(DataPlace place) => $"{place.Country ?? "??"} {place.Region}";

    private static string Law(DataPlace place) => place.Laws.IsEmpty ? "??" : string.Join(", ", place.Laws);

    private static string Rules(IEnumerable<string> rules) => Words(rules) is { Length: > 0 } some ? some : "-";

    private static string Words(IEnumerable<string> words) => string.Join(", ", words);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
