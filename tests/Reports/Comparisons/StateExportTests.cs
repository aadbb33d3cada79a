using System.Text.Json.Nodes;
using Infra.Reports;
using Infra.Reports.Comparisons;
using Infra.Reports.Comparisons.States;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Comparisons;

/// <summary>What drifted from the program, as an export of the engine's state shows it.</summary>
public sealed class StateExportTests
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task A_stack_that_was_deployed_as_it_is_has_no_drift(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);

        Assert.Empty(Lines(ExportedState.Of(plan), plan));
    }

    [Fact]
    public async Task Three_changes_by_hand_are_seen_and_nothing_else()
    {
        var plan = await OwnStacks.PlanAsync("dev");
        var export = ExportedState.Of(plan);
        var resources = export["deployment"]!["resources"]!.AsArray();
        var missing = First(resources, "kubernetes:core/v1:ConfigMap");
        resources.Remove(missing);
        var more = First(resources, "aws:cloudwatch/logGroup:LogGroup").DeepClone();
        more["urn"] += "-more";
        resources.Add(more);
        First(resources, "azure-native:operationalinsights:Workspace")["outputs"]!["retentionInDays"] = 30;

        Assert.Equal(
            [
                $"+ create ConfigMap {Name(missing)}",
                $"- delete LogGroup {Name(more)}  !!! data go with it",
                "~ change Workspace sweden-logs",
                "      retentionInDays: 30 → 90",
            ],
            Lines(export, plan).Order(StringComparer.Ordinal).OrderBy(line => line[0] == ' ').ThenBy(line => "+-~".IndexOf(line[0])));
    }

    [Fact]
    public async Task A_label_that_the_program_says_no_more_is_seen()
    {
        var plan = await OwnStacks.PlanAsync("local");
        var export = ExportedState.Of(plan);
        var space = First(export["deployment"]!["resources"]!.AsArray(), "kubernetes:core/v1:Namespace");
        space["inputs"]!["metadata"]!["labels"]!["old"] = "1";

        Assert.Contains("      metadata.labels.old: 1 → none", Lines(export, plan));
    }

    [Fact]
    public async Task A_policy_that_was_changed_by_hand_shows_its_statement()
    {
        var plan = await OwnStacks.PlanAsync("dev");
        var export = ExportedState.Of(plan);
        var policy = First(export["deployment"]!["resources"]!.AsArray(), "aws:iam/rolePolicy:RolePolicy")["outputs"]!;
        var document = JsonNode.Parse((string)policy["policy"]!)!;
        document["Statement"]![0]!["Effect"] = "Deny";
        policy["policy"] = document.ToJsonString();

        Assert.Contains(".Effect: Deny → Allow", Assert.Single(Lines(export, plan).Skip(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "version": 2, "deployment": {} }""", "it is a state of version 2. Allowed: 3, 4; write it with: pulumi stack export")]
    [InlineData("""{ "deployment": {} }""", "it is a state of version none. Allowed: 3, 4; write it with: pulumi stack export")]
    [InlineData(
        """{ "version": 3, "deployment": { "resources": [{ "urn": 1 }] } }""",
        "it is not a state: a resource has no urn or type, or a member of another type")]
    [InlineData(
        """{ "version": 3, "deployment": { "resources": [{ "urn": "x", "type": "y" }] } }""", "it is not a state: \"x\" is not a URN")]
    public async Task Rejects_another_document(string text, string message)
    {
        var plan = await OwnStacks.PlanAsync("local");

        Assert.Equal(message, Assert.Throws<FormatException>(() =>
            StateExport.Read(JsonNode.Parse(text)!.AsObject(), "export.json", plan)).Message);
    }

    private static List<string> Lines(JsonObject export, PlatformPlan plan)
    {
        var comparison = PlanComparison.Of(StateExport.Read(export, "export.json", plan), ComparedPlan.Of("program", plan));
        Assert.Empty(comparison.New);
        return [.. comparison.Resources.SelectMany(ComparisonWords.Lines).Select(line => $"{line.Mark} {line.Text}")];
    }

    private static JsonNode First(JsonArray resources, string type) => resources.First(resource => (string?)resource!["type"] == type)!;

    private static string Name(JsonNode resource) => ((string)resource["urn"]!).Split("::")[^1];
}
