using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Infra.AddOns.Gpu;
using Infra.AddOns.Observability;
using Infra.Facts.Conventions;
using Infra.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Alerts;

/// <summary>What must hold of every rule. What the rules find is in the files beside this one, which <c>promtool test rules</c>
/// runs.</summary>
public class RuleFileTests
{
    private static readonly string _runbooks = Path.Combine(Repository.Root, "docs", "runbooks");
    private static readonly string _rules = Path.Combine(Repository.Root, "infra", "AddOns", "Observability", "Rules");

    public static TheoryData<string> Names => [.. RuleFile.All.Select(file => file.Name)];

    [Fact]
    public void Lists_every_file_of_rules() => Assert.Equal(
        Directory.GetFiles(_rules, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        RuleFile.All.Select(file => file.Name).Order(StringComparer.Ordinal)!);

    [Fact]
    public void Gives_every_reader_rules_of_its_own()
    {
        RuleFile.All[0].Groups().First().Remove("rules");

        Assert.NotNull(RuleFile.All[0].Groups().First()["rules"]);
    }

    [Fact]
    public void Names_every_alert_every_series_and_every_group_once()
    {
        var groups = RuleFile.All.SelectMany(file => file.Groups()).Select(group => group["name"]!.GetValue<string>());
        var names = AllRules().Select(Name).Concat(groups);
        Assert.Empty(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Says_of_every_alert_how_bad_it_is_and_what_has_happened() => Assert.All(AllRules().Where(IsAlert), rule =>
    {
        Assert.Contains(rule["labels"]!["severity"]!.GetValue<string>(), (string[])["critical", "warning", "info"]);
        Assert.EndsWith(".", rule["annotations"]!["summary"]!.GetValue<string>(), StringComparison.Ordinal);
    });

    [Fact]
    public void Has_a_runbook_for_every_alert_and_no_other() => Assert.Equal(
        AllRules().Where(IsAlert).Select(Name).Order(StringComparer.Ordinal),
        Directory.GetFiles(_runbooks, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "README")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Says_in_every_runbook_where_to_look_what_to_mend_and_when_to_be_silent() => Assert.All(
        AllRules().Where(IsAlert).Select(Name), alert =>
        {
            var page = File.ReadAllLines(Path.Combine(_runbooks, $"{alert}.md"));
            Assert.Equal(
                [$"# {alert}", "## First look", "## Mend", "## Silence"],
                page.Where(line => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("## ", StringComparison.Ordinal)));
            Assert.All(
                page.SelectMany(Links), link => Assert.True(File.Exists(Path.Combine(_runbooks, link)), $"{alert}.md links to {link}"));
        });

    // A name that does not exist finds nothing, and says nothing.
    [Fact]
    public void Uses_only_metrics_that_exist()
    {
        var known = File.ReadLines(Path.Combine(Folder(), "metrics.txt")).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ')[0]).Concat(Counters()).Concat(AllRules().Where(rule => !IsAlert(rule)).Select(Name))
            .Concat(["platform:gpu_driver:info", "platform:backup_max_age:seconds", "platform:team_budget:month"])
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(
            from rule in AllRules()
            from metric in PromQl.Metrics(rule["expr"]!.GetValue<string>())
            where !known.Contains(metric)
            select $"{Name(rule)} uses {metric}, which is neither recorded, nor in metrics.txt or dcgm-metrics.csv.");
    }

    [Fact]
    public void Lists_no_metric_that_no_rule_uses()
    {
        var used = AllRules().SelectMany(rule => PromQl.Metrics(rule["expr"]!.GetValue<string>())).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            File.ReadLines(Path.Combine(Folder(), "metrics.txt")).Where(line => !line.StartsWith('#')),
            line => Assert.Contains(line.Split(' ')[0], used));
    }

    [Fact]
    public void Finds_the_team_by_the_label_of_the_namespace() =>
        Assert.Contains($"\"{TeamConventions.MetricLabel}\"", Expression("namespace:team:info"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_tested_by_promtool_rule_by_rule(string name)
    {
        using var reader = new StreamReader(Path.Combine(Folder(), $"{name}.test.yaml"));
        var suite = Yaml.ReadTexts(reader);
        var file = Assert.Single(suite["rule_files"]!.AsArray())!.GetValue<string>();
        Assert.Equal($"../../infra/AddOns/Observability/Rules/{name}.yaml", file);
        var tests = suite["tests"]!.AsArray().Select(test => test!.AsObject()).ToList();
        var alerts = tests.SelectMany(test => test["alert_rule_test"]?.AsArray() ?? []).ToLookup(
            test => test!["alertname"]!.GetValue<string>(), test => test!["exp_alerts"] is JsonArray { Count: > 0 });
        var expressions = tests.SelectMany(test => test["promql_expr_test"]?.AsArray() ?? [])
            .Where(test => test!["exp_samples"] is JsonArray { Count: > 0 })
            .SelectMany(test => PromQl.Metrics(test!["expr"]!.GetValue<string>())).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(
            from rule in RuleFile.All.Single(file => file.Name == name).Groups().SelectMany(Rules)
            where IsAlert(rule) ? !alerts[Name(rule)].Contains(true) : !expressions.Contains(Name(rule))
            select $"{Name(rule)} is never seen in {name}.test.yaml.");
    }

    [Fact]
    public void Tests_no_file_that_is_not_there() => Assert.Equal(
        RuleFile.All.Select(file => $"{file.Name}.test.yaml").Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder(), "*.test.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Lists_every_alert_in_the_documentation()
    {
        var page = Path.Combine(_runbooks, "README.md");
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            await File.WriteAllTextAsync(page, Index());
        }

        Assert.True(
            await File.ReadAllTextAsync(page) == Index(),
            "docs/runbooks/README.md is not that of the rules. Accept it: ACCEPT_DOCS=1 dotnet test tests --filter RuleFileTests");
    }

    private static string Index()
    {
        var index = new StringBuilder(
            "# Runbooks\n\nOne page for each alert of the platform. An alert names its page in the annotation `runbook_url`.\n\n" +
            "| alert | severity | after | what has happened |\n|---|---|---|---|\n");
        foreach (var rule in AllRules().Where(IsAlert))
        {
            var summary = rule["annotations"]!["summary"]!.GetValue<string>().Replace("{{ $labels.", "{", StringComparison.Ordinal)
                .Replace("{{ $value | humanizeDuration }}", "{duration}", StringComparison.Ordinal)
                .Replace("{{ $value }}", "{number}", StringComparison.Ordinal).Replace(" }}", "}", StringComparison.Ordinal);
            index.Append(
                $"| [{Name(rule)}]({Name(rule)}.md) | {rule["labels"]!["severity"]} | {rule["for"]?.GetValue<string>() ?? "at once"} | " +
                $"{summary} |\n");
        }

        return index.ToString();
    }

    private static IEnumerable<string> Counters() => DcgmExporter.Counters.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[0]);

    private static IEnumerable<string> Links(string line) => line.Split("](").Skip(1).Select(part => part[..part.IndexOf(')')])
        .Where(link => !link.StartsWith("https:", StringComparison.Ordinal));

    private static string Expression(string name) => AllRules().Single(rule => Name(rule) == name)["expr"]!.GetValue<string>();

    /// <summary>Names of the series that the rules record.</summary>
    internal static IEnumerable<string> Recorded() => AllRules().Where(rule => !IsAlert(rule)).Select(Name);

    private static IEnumerable<JsonObject> AllRules() => RuleFile.All.SelectMany(file => file.Groups()).SelectMany(Rules);

    private static IEnumerable<JsonObject> Rules(JsonObject group) => group["rules"]!.AsArray().Select(rule => rule!.AsObject());

    private static bool IsAlert(JsonObject rule) => rule.ContainsKey("alert");

    private static string Name(JsonObject rule) => (rule["alert"] ?? rule["record"])!.GetValue<string>();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
