using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning;
using Infra.Reports.Comparisons;

namespace Infra.Tests.Reports.Comparisons;

/// <summary>What a reader is told of the difference of two plans.</summary>
public sealed class PlanComparisonTests
{
    private const string Provider = "urn:pulumi:dev::acme::pulumi:providers:aws::aws";

    [Fact]
    public void Looks_into_json_that_is_held_as_text() => Assert.Equal(
        [
            "~ change Policy a",
            "      policy » Statement[Sid=Use].Action: s3:Get → s3:Put",
            "      policy » Statement[Sid=Write]: {\"Sid\":\"Write\"} → none",
        ],
        Lines(
            "aws:iam/policy:Policy",
            """{ "policy": "{\"Statement\":[{\"Sid\":\"Write\"},{\"Sid\":\"Use\",\"Action\":\"s3:Get\"}]}" }""",
            """{ "policy": "{\"Statement\":[{\"Sid\":\"Use\",\"Action\":\"s3:Put\"}]}" }"""));

    [Fact]
    public void Looks_into_yaml_that_is_held_as_text() => Assert.Equal(
        ["~ change Release a", "      values.config » route.receiver: a → b"],
        Lines(
            "kubernetes:helm.sh/v3:Release",
            """{ "values": { "config": "route:\n  receiver: a\n  wait: 1\n" } }""",
            """{ "values": { "config": "route:\n  receiver: b\n  wait: 1\n" } }"""));

    [Fact]
    public void Shows_the_lines_of_other_text_also_where_it_is_encoded() => Assert.Equal(
        ["~ change LaunchTemplate a", "      userData » line 2: echo 1 → echo 2"],
        Lines(
            "aws:ec2/launchTemplate:LaunchTemplate",
            $$"""{ "userData": "{{Encoded("#!/bin/sh\necho 1\nexit\n")}}" }""",
            $$"""{ "userData": "{{Encoded("#!/bin/sh\necho 2\nexit\n")}}" }"""));

    [Fact]
    public void Shows_what_comes_to_a_list_and_what_leaves_it() => Assert.Equal(
        ["~ change NodeGroup a", "      instanceTypes: +c, -a"],
        Lines("aws:eks/addon:NodeGroup", """{ "instanceTypes": ["a", "b"] }""", """{ "instanceTypes": ["b", "c"] }"""));

    [Fact]
    public void Names_what_forces_a_replacement_and_what_is_lost_with_it() => Assert.Equal(
        ["± replace, old one first, Bucket a  !!! data go with it", "      bucket: one → two  (forces the replacement)"],
        Lines("aws:s3/bucket:Bucket", """{ "bucket": "one" }""", """{ "bucket": "two" }"""));

    [Fact]
    public void Shows_no_hidden_character() => Assert.Equal(
        ["~ change Addon a", "      a: b → \\u001b\\u202ec"],
        Lines("aws:eks/addon:Addon", """{ "a": "b" }""", """{ "a": "\u001b\u202ec" }"""));

    [Fact]
    public void A_finding_whose_place_moves_is_neither_new_nor_gone()
    {
        var before = Side([], Finding.Warning("A1", "clusters[0].region", "m"), Finding.Warning("A2", "x", "m"));
        var after = Side([], Finding.Warning("A1", "clusters[1].region", "m"), Finding.Warning("A1", "clusters[2].region", "m"));

        var comparison = PlanComparison.Of(before, after);

        Assert.Equal(["clusters[2].region"], comparison.New.Select(finding => finding.Path));
        Assert.Equal(["A2"], comparison.Gone.Select(finding => finding.Code));
        Assert.False(comparison.IsEqual);
    }

    [Fact]
    public void Says_what_a_month_costs_more()
    {
        var before = Side([]) with { Costs = Costs(("a", 100, 200), ("gone", 1, 1)) };
        var after = Side([]) with { Costs = Costs(("a", 150.5m, 200), ("new", 1000, 1000)) };

        var comparison = PlanComparison.Of(before, after);

        Assert.Equal(["a", "gone", "new"], comparison.Clusters.Select(cluster => cluster.Name));
        Assert.Equal(
            "100.00 to 200.00 → 150.50 to 200.00 US dollars a month (+50.50 to +0.00)",
            ComparisonWords.Cost(comparison.Clusters[0].Before!, comparison.Clusters[0].After!));
        Assert.Equal(new MonthlyCost(1150.5m, 1200), comparison.Cost!.Value.After);
        Assert.Null(PlanComparison.Of(before with { Costs = null }, after).Cost);
    }

    [Fact]
    public void A_comment_has_room_and_says_what_was_cut()
    {
        var resources = Enumerable.Range(0, 2000).Select(index => Of("aws:s3/bucket:Bucket", $"bucket-{index}", "{}"));

        var text = ComparisonMarkdown.Write(PlanComparison.Of(Side([.. resources]), Side([])));

        Assert.InRange(text.Length, 50_000, ComparisonMarkdown.Longest);
        Assert.Contains("**2000 deleted**", text, StringComparison.Ordinal);
        Assert.Contains("> - and 1980 more\n", text, StringComparison.Ordinal);
        Assert.EndsWith("`platform diff` prints all._\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Split("<details>").Length, text.Split("</details>").Length);
    }

    private static IEnumerable<string> Lines(string type, string before, string after) =>
        PlanComparison.Of(Side([Of(type, "a", before)]), Side([Of(type, "a", after)]))
            .Resources.SelectMany(ComparisonWords.Lines).Select(line => $"{line.Mark} {line.Text}");

    private static ComparedPlan Side(ImmutableArray<PlannedResource> resources, params Finding[] findings) =>
        new("acme/dev", new ResourcePlan("acme", "dev", resources, [.. findings]), null);

    private static PlannedResource Of(string type, string name, string inputs) => new(
        $"urn:pulumi:dev::acme::{type}::{name}", type, name, null, Provider, [], false, JsonNode.Parse(inputs)!.AsObject());

    private static ImmutableSortedDictionary<string, MonthlyCost> Costs(params (string Name, decimal Min, decimal Max)[] costs) =>
        costs.ToImmutableSortedDictionary(cost => cost.Name, cost => new MonthlyCost(cost.Min, cost.Max));

    private static string Encoded(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
