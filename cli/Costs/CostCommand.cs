using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using Infra.Catalogue.Prices;
using Infra.Cli.Shell;
using Infra.Reports.Costs;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Costs;

/// <summary><c>platform cost</c>: what a stack costs in a month at list prices.</summary>
public static class CostCommand
{
    /// <summary>The command.</summary>
    /// <param name="setting">What all commands share.</param>
    public static Command Of(CommandSetting setting)
    {
        var logs = new Option<decimal>("--logs-gb-per-day")
        {
            Description = "GB of logs that the store of each cloud cluster takes in a day.",
            HelpName = "GB",
            DefaultValueFactory = _ => CostAssumptions.DefaultLogsGBPerDay,
            CustomParser = given => Decimal(given, 1_000_000),
        };
        var utilisation = new Option<decimal?>("--utilisation")
        {
            Description = "Share of the time in which GPUs work, in percent; with it the cost of idle GPUs is printed. [default: none]",
            HelpName = "percent",
            CustomParser = given => Decimal(given, 100),
        };
        var cost = new ExampledCommand(
            "cost",
            "Count what a stack costs in a month at list prices, cluster by cluster.",
            """
            platform cost dev
            platform cost prod --utilisation 40 --logs-gb-per-day 25
            """)
        {
            setting.Stack, setting.Format, logs, utilisation,
        };
        cost.SetAction((parsed, _) => RunAsync(
            setting.Read(parsed),
            new CostAssumptions(parsed.GetValue(logs), parsed.GetValue(utilisation) / 100),
            parsed.GetValue(setting.Format), setting.Console));
        return cost;
    }

    private static readonly (CostBasis Basis, string Note)[] _notes =
    [
        (CostBasis.Spot, "Spot: what the market says, and at most the list price."),
        (CostBasis.Reserved, "Reserved: a reservation costs the list price while no machine uses it, too."),
    ];

    /// <summary>Counts the cost of a stack.</summary>
    /// <param name="inputs">The stack as read from its file.</param>
    /// <param name="assumptions">What it is counted with.</param>
    /// <param name="format">Output for a person or a program.</param>
    /// <param name="console">Where to print.</param>
    /// <returns>The exit code: that of the plan.</returns>
    public static async Task<int> RunAsync(StackInputs inputs, CostAssumptions assumptions, OutputFormat format, IAnsiConsole console)
    {
        var plan = await ProgressLine.PlanAsync(inputs);
        var report = CostReport.Of(plan, assumptions);
        if (report.Clusters.IsEmpty)
        {
            FindingsText.Write(plan.Findings, console);
        }
        else if (format == OutputFormat.Json)
        {
            await console.Profile.Out.Writer.WriteAsync(CostJson.Write(report));
        }
        else
        {
            Write(report, console);
        }

        return ExitCode.Of(plan.Findings);
    }

    private static decimal Decimal(ArgumentResult given, int most)
    {
        var word = given.Tokens[0].Value;
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        given.AddError($"{((OptionResult)given.Parent!).Option.Name}: \"{word}\" is not a number that it takes. Allowed: 0 to {most}.");
        return default;
    }

    // Every cluster line by line, then the sums, what is in none, and the sources.
    private static void Write(CostReport report, IAnsiConsole console)
    {
        var sources = report.Sources.Select((source, index) => (source, index + 1)).ToDictionary();
        console.WriteLine(
            $"{report.Project}/{report.Stack}: US dollars a month of {PriceList.HoursOfMonth} hours at list prices, with " +
            $"{Number(report.Assumptions.LogsGBPerDay)} GB of logs a day and cluster");
        console.WriteLine();
        foreach (var cluster in report.Clusters)
        {
            console.WriteLine($"{cluster.Cluster.Name} ({cluster.Cluster.KindTitle}, {cluster.Cluster.Region})");
            Lines(cluster, sources, console);
        }

        Sums(report, console);
        Teams(report, console);
        foreach (var (cluster, line) in report.Clusters.SelectMany(cluster => cluster.Unknown.Select(line => (cluster, line))))
        {
            console.WriteLine($"Unknown: {cluster.Cluster.Name}, {line.Part}, {line.Item.Title}: {line.Note}.");
        }

        foreach (var (basis, note) in _notes)
        {
            if (report.Clusters.Any(cluster => cluster.Lines.Any(line => line.Basis == basis)))
            {
                console.WriteLine(note);
            }
        }

        console.WriteLine($"Not counted: {string.Join("; ", CostReport.NotCounted)}.");
        console.WriteLine();
        foreach (var (source, number) in sources.OrderBy(source => source.Value))
        {
            console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"[{number}] {source.Date:yyyy-MM-dd} {source.Title}: {source.Url}"));
        }
    }

    private static void Lines(ClusterCost cluster, Dictionary<PriceSource, int> sources, IAnsiConsole console) => Table(
        console, ["PART", "ITEM", "QUANTITY", "PRICE", "AT MIN", "AT MAX", "SOURCE"], [2, 3, 4, 5],
        cluster.Lines.Select(line => new[]
        {
            line.Part,
            Title(line, cluster.Cluster.Region),
            line.Basis == CostBasis.Usage ? "by use" : line.Min == line.Max ? Count(line.Max) : $"{Count(line.Min)}-{Count(line.Max)}",
            line.UnitPrice is { } price ? $"{Number(price)}/{CostJson.Unit(line.Item.Unit)}" : "unknown",
            Amount(line, line.MonthlyMin),
            Amount(line, line.MonthlyMax),
            line.Source is { } source ? $"[{sources[source]}]" : line.Basis == CostBasis.Stack ? "the stack" : "-",
        }));

    private static void Sums(CostReport report, IAnsiConsole console)
    {
        var idle = report.Assumptions.GpuUtilisation is { } works
            ? (string[])[$"IDLE AT MIN, {Percent(1 - works)}", $"IDLE AT MAX, {Percent(1 - works)}"]
            : [];
        string[] columns = ["CLUSTER", "AT MIN", "AT MAX", "GPU NODES AT MIN", "GPU NODES AT MAX", .. idle, "UNKNOWN"];
        Table(
            console, columns, [.. Enumerable.Range(1, columns.Length - 1)],
            [
                .. report.Clusters.Select(cluster => Row(
                    cluster.Cluster.Name, cluster.Min, cluster.Max, cluster.Gpus, cluster.Idle(report.Assumptions),
                    cluster.Unknown.Count())),
                Row(
                    "all", report.Min, report.Max, Sum(report, cluster => cluster.Gpus),
                    idle.Length == 0 ? null : Sum(report, cluster => cluster.Idle(report.Assumptions)!.Value),
                    report.Clusters.Sum(cluster => cluster.Unknown.Count())),
            ]);
    }

    private static void Teams(CostReport report, IAnsiConsole console) => Table(
        console, ["TEAM", "CLUSTER", "POOL", "OF", "GUARANTEED", "COSTS", "WITH BORROWED", "COSTS", "BUDGET"], [4, 5, 6, 7, 8],
        report.Teams.Select(cost => new[]
        {
            cost.Share.Team.Name, cost.Cluster.Name, cost.Share.Pool.Name, cost.Share.Resource, Count(cost.Share.Spec.Guaranteed),
            cost.Guaranteed is { } own ? Money(own) : "unknown", Count(cost.Share.Most), cost.Most is { } most ? Money(most) : "unknown",
            cost.Share.Team.Budget is { } budget ? Count(budget) : "-",
        }));

    private static (decimal Min, decimal Max) Sum(CostReport report, Func<ClusterCost, (decimal Min, decimal Max)> of) =>
        (report.Clusters.Sum(cluster => of(cluster).Min), report.Clusters.Sum(cluster => of(cluster).Max));

    private static string[] Row(
        string name, decimal min, decimal max, (decimal Min, decimal Max) gpus, (decimal Min, decimal Max)? idle, int unknown) =>
    [
        name, Money(min), Money(max), Money(gpus.Min), Money(gpus.Max),
        .. idle is { } some ? (string[])[Money(some.Min), Money(some.Max)] : [],
        unknown.ToString(CultureInfo.InvariantCulture),
    ];

    // Numbers end below each other.
    private static void Table(IAnsiConsole console, string[] columns, int[] numbers, IEnumerable<string[]> rows)
    {
        var lines = rows.ToList();
        foreach (var column in numbers)
        {
            var width = lines.Append(columns).Max(line => line[column].Length);
            foreach (var line in lines.Append(columns))
            {
                line[column] = line[column].PadLeft(width);
            }
        }

        TableText.Write(console, columns, lines);
    }

    private static string Amount(CostLine line, decimal amount) =>
        !line.Counts ? "-" : line.Basis == CostBasis.Spot && amount > 0 ? $"≤ {Money(amount)}" : Money(amount);

    // A copy of backups may be in another region.
    private static string Title(CostLine line, string region) =>
        line.Item.Title
        + (line.Region == region ? "" : $", {line.Region}")
        + line.Basis switch { CostBasis.Spot => ", spot", CostBasis.Reserved => ", reserved", _ => "" };

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    private static string Count(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
