using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Tests.Reports.Comparisons;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;
using Json.Schema;

namespace Infra.Tests.Cli;

/// <summary>What <c>platform diff</c> tells of stacks, saved plans and revisions.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private static readonly JsonSchema _schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "diff.schema.json")));

    private readonly ProjectFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Finds_nothing_between_a_stack_and_itself() => Assert.Equal(
        (0, "ai-platform/dev → ai-platform/dev\nNo difference.\n", ""), await RunAsync("dev", "dev", "--exit-code"));

    [Fact]
    public async Task Finds_nothing_between_a_stack_and_its_saved_plan()
    {
        var folder = await SavedAsync("saved");

        var (exitCode, output, error) = await RunAsync(folder, "Pulumi.dev.yaml", "--exit-code");

        Assert.Equal((0, $"{folder} (ai-platform/dev) → ai-platform/dev\nNo difference.\n", ""), (exitCode, output, error));
    }

    [Fact]
    public async Task Shows_exactly_what_differs_between_two_saved_plans()
    {
        var (first, second) = (await SavedAsync("first"), await SavedAsync("second"));
        Edit(second, plan =>
        {
            var resources = plan["resources"]!.AsArray();
            resources.Remove(Named(resources, "aws:kms/key:Key"));
            Named(resources, "azure-native:operationalinsights:Workspace")["inputs"]!["retentionInDays"] = 30;
            var added = Named(resources, "kubernetes:core/v1:Namespace").DeepClone();
            added["urn"] += "-more";
            added["name"] += "-more";
            resources.Add(added);
        });

        var json = await JsonAsync(Path.Combine(first, "plan.json"), second);

        var found = json["clusters"]!.AsArray().SelectMany(cluster => cluster!["resources"]!.AsArray())
            .Where(resource => resource!["properties"]!.AsArray().All(property => property!["because"] is null))
            .Select(resource => $"{resource!["action"]} {resource["type"]} {resource["loses"]} {resource["refused"]}: " +
                string.Join(", ", resource["properties"]!.AsArray().Select(p => $"{p!["path"]} {p["before"]} {p["after"]}"))).Order();
        Assert.Equal(
            [
                "change azure-native:operationalinsights:Workspace  false: retentionInDays 90 30",
                "create kubernetes:core/v1:Namespace  false: ",
                "forget aws:kms/key:Key  true: ",
            ],
            found);
    }

    [Fact]
    public async Task Shows_three_edits_of_a_stack_and_nothing_else()
    {
        Edited();

        var (exitCode, output, error) = await RunAsync("dev", Path.Combine(_project.Directory.FullName, "Pulumi.dev.yaml"), "--exit-code");

        Assert.Equal((3, ""), (exitCode, error));
        var page = await ReadAsync("docs/diff.md");
        const string command = "$ dotnet run --project cli -- diff dev\n";
        var begin = page.IndexOf(command, StringComparison.Ordinal) + command.Length;
        Accepted(
            "docs/diff.md", page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)],
            output.Replace("ai-platform/dev →", "ai-platform/dev at HEAD →", StringComparison.Ordinal));
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public async Task Compares_a_stack_with_what_it_was_in_a_revision()
    {
        Git("init", "-q");
        _project.Write("Pulumi.dev.yaml", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Pulumi.dev.yaml")));
        Git("add", ".");
        Git("-c", "user.name=a", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "Begin");

        Assert.Equal(
            (0, "ai-platform/dev at HEAD → ai-platform/dev\nNo difference.\n", ""),
            await _project.RunAsync("diff", "dev", "--exit-code"));
        Edited();
        Assert.Equal(3, (await _project.RunAsync("diff", "dev", "--against", "HEAD", "--exit-code")).ExitCode);

        _project.Write("Pulumi.other.yaml", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Pulumi.local.yaml")));
        var (exitCode, output, _) = await _project.RunAsync("diff", "other");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("ai-platform/other at HEAD, which has no such stack → ai-platform/other\n", output, StringComparison.Ordinal);
        Assert.Contains("  + create ", output, StringComparison.Ordinal);

        Assert.Equal(
            (2, "", "At nope: Git cannot read it: fatal: Needed a single revision\n"),
            await _project.RunAsync("diff", "dev", "--against", "nope"));
        Assert.Equal(2, (await _project.RunAsync("diff", "dev", "--against=--version")).ExitCode);
    }

    [Fact]
    public async Task Shows_what_drifted_from_the_program()
    {
        var export = ExportedState.Of(await OwnStacks.PlanAsync("local"));
        _project.Write("export.json", export.ToJsonString());
        var file = Path.Combine(_project.Directory.FullName, "export.json");

        var title = $"{file} (state of ai-platform/local) → ai-platform/local\n";
        Assert.Equal((0, $"{title}No difference.\n", ""), await RunAsync("local", "--state", file, "--exit-code"));
        Assert.Equal((0, $"{title}No difference.\n", ""), await RunAsync(file, "local", "--exit-code"));
        export["deployment"]!["resources"] = new JsonArray();
        _project.Write("export.json", export.ToJsonString());
        var (exitCode, output, _) = await RunAsync("local", "--state", file, "--exit-code");
        Assert.Equal(3, exitCode);
        Assert.Contains("  + create ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("sarif")]
    [InlineData("text")]
    public async Task Says_that_a_stack_with_errors_is_not_compared(string format)
    {
        _project.Write("Pulumi.bad.yaml", "config: { ai-platform:clusters: 1 }");

        var (exitCode, output, error) = await RunAsync(
            "dev", Path.Combine(_project.Directory.FullName, "Pulumi.bad.yaml"), "--exit-code", "--format", format);

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains("SPEC", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PLN", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan.json does not exist. Give the name of a stack, or a plan that plan --out wrote.", "plan.json", "dev")]
    [InlineData("--against is for one stack: give either that or a second one.", "dev", "dev", "--against", "HEAD")]
    [InlineData("--state is for one stack: give either that or a second one.", "dev", "dev", "--state", "a.json")]
    [InlineData(
        "--state and --against are two things to compare a stack with: give one of them.", "local", "--against=HEAD", "--state=a.json")]
    [InlineData(
        "{folder}/d.json cannot be compared: it is a state, which is what a program is compared with: give it first.",
        "local", "{folder}/d.json")]
    [InlineData(
        "{folder}/d.json cannot be compared: it is a state of version 2. Allowed: 3, 4; write it with: pulumi stack export.",
        "local", "--state", "{folder}/d.json")]
    [InlineData("Pulumi.nope.yaml is not in {root}. Stacks in that folder: dev, local, prod.", "nope", "dev")]
    [InlineData("{folder}/a.json is a saved plan: give what to compare it with, for example a stack.", "{folder}/a.json")]
    [InlineData("There is no plan.json in {folder}. Give a folder that plan --out wrote.", "{folder}", "dev")]
    [InlineData(
        "{folder}/a.json cannot be compared: it is not a saved plan: $ is missing or is not what a plan has there.",
        "{folder}/a.json", "dev")]
    [InlineData("{folder}/b.json cannot be compared: it is not a JSON object.", "{folder}/b.json", "dev")]
    [InlineData("{folder}/c.json cannot be compared: it is not a saved plan: \"x\" is not a URN.", "{folder}/c.json", "dev")]
    [InlineData(
        "{folder}/e.json cannot be compared: it is not a saved plan: \"urn:pulumi:s::p::t::n\" is a parent of itself.",
        "{folder}/e.json", "dev")]
    public async Task Says_in_one_line_what_it_cannot_compare(string line, params string[] operands)
    {
        _project.Write("a.json", "{}");
        _project.Write("b.json", "[]");
        _project.Write("d.json", """{ "version": 2, "deployment": {} }""");
        _project.Write("c.json", """
            { "project": "p", "stack": "s", "findings": [], "resources": [
              { "urn": "x", "type": "t", "name": "n", "parent": null, "provider": null, "dependsOn": [], "protect": false, "inputs": {} }] }
            """);
        _project.Write("e.json", """
            { "project": "p", "stack": "s", "findings": [], "resources": [{
                "urn": "urn:pulumi:s::p::t::n", "type": "t", "name": "n", "parent": "urn:pulumi:s::p::t::n", "provider": null,
                "dependsOn": [], "protect": false, "inputs": {} }] }
            """);

        Assert.Equal((2, "", Placed(line) + "\n"), await RunAsync([.. operands.Select(Placed)]));

        string Placed(string text) => text
            .Replace("{folder}", _project.Directory.FullName, StringComparison.Ordinal)
            .Replace("{root}", Repository.Root, StringComparison.Ordinal);
    }

    // The members that https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html requires, and those that code scanning reads.
    [Fact]
    public async Task Writes_findings_as_sarif_that_point_at_the_line()
    {
        var (exitCode, output, _) = await RunAsync("dev", "local", "--format", "sarif");

        Assert.Equal(0, exitCode);
        var log = JsonNode.Parse(output)!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        Assert.Equal("platform", (string?)run["tool"]!["driver"]!["name"]);
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string?)rule!["id"]).ToList();
        Assert.NotEmpty(run["results"]!.AsArray());
        Assert.All(run["results"]!.AsArray(), result =>
        {
            Assert.Equal((string?)result!["ruleId"], rules[(int)result["ruleIndex"]!]);
            Assert.True((string?)result["level"] is "error" or "warning");
            Assert.NotEqual("", (string?)result["message"]!["text"]);
            Assert.True((string?)result["baselineState"] is "new" or "unchanged");
            var place = result["locations"]![0]!["physicalLocation"]!;
            Assert.Equal("Pulumi.local.yaml", (string?)place["artifactLocation"]!["uri"]);
            Assert.True(place["region"] is null || (int)place["region"]!["startLine"]! > 0);
        });
        Assert.Contains(run["results"]!.AsArray(), result => result!["locations"]![0]!["physicalLocation"]!["region"] is not null);
    }

    [Fact]
    public async Task Writes_json_that_its_schema_describes()
    {
        Edited();
        var json = await JsonAsync("dev", Path.Combine(_project.Directory.FullName, "Pulumi.dev.yaml"));

        Assert.True(_schema.Evaluate(JsonSerializer.SerializeToElement(json)).IsValid);
        Assert.NotNull(json["cost"]);
        json["clusters"]![0]!["resources"]![0]!["guess"] = 1;
        Assert.False(_schema.Evaluate(JsonSerializer.SerializeToElement(json)).IsValid);
    }

    [Fact]
    public async Task Writes_the_comment_of_the_documentation()
    {
        Edited();
        var (_, output, _) = await RunAsync(
            "dev", Path.Combine(_project.Directory.FullName, "Pulumi.dev.yaml"), "--format", "markdown");

        Accepted("docs/examples/pull-request-comment.md", await ReadAsync("docs/examples/pull-request-comment.md"), output);
    }

    // Three edits: the size of a pool, how long the logs of another cluster stay, and the share of a team.
    private void Edited()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));
        foreach (var (before, after) in new[]
        {
            ("machine: g6.12xlarge\n          max: 2", "machine: g6.12xlarge\n          max: 3"),
            ("network: { cidr: 10.20.0.0/16 }", "network: { cidr: 10.20.0.0/16 }\n      logRetentionDays: 60"),
            ("gpus: [{ pool: gpu, guaranteed: 2 }]", "gpus: [{ pool: gpu, guaranteed: 1 }]"),
        })
        {
            Assert.Contains(before, text, StringComparison.Ordinal);
            text = text.Replace(before, after, StringComparison.Ordinal);
        }

        _project.Write("Pulumi.dev.yaml", text);
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Repository.Root, file));

    private static void Accepted(string file, string shown, string answer)
    {
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            var path = Path.Combine(Repository.Root, file);
            File.WriteAllText(path, File.ReadAllText(path).Replace(shown, answer, StringComparison.Ordinal));
            return;
        }

        Assert.True(
            shown == answer, $"{file} shows something else. Accept it: ACCEPT_DOCS=1 dotnet test tests --filter DiffCommand\n{answer}");
    }

    private async Task<string> SavedAsync(string name)
    {
        var folder = Path.Combine(_project.Directory.FullName, name);
        Assert.Equal(0, await Infra.Cli.CommandLine.RunAsync(
            ["plan", "dev", "--out", folder, "-C", Repository.Root], TextWriter.Null, TextWriter.Null));
        return folder;
    }

    private static void Edit(string folder, Action<JsonNode> edit)
    {
        var file = Path.Combine(folder, "plan.json");
        var plan = JsonNode.Parse(File.ReadAllText(file))!;
        edit(plan);
        File.WriteAllText(file, plan.ToJsonString());
    }

    private static JsonNode Named(JsonArray resources, string type) => resources.First(resource => (string?)resource!["type"] == type)!;

    private static async Task<JsonNode> JsonAsync(params string[] operands)
    {
        var (exitCode, output, error) = await RunAsync([.. operands, "--format", "json"]);
        Assert.Equal((0, ""), (exitCode, error));
        return JsonNode.Parse(output)!;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await Infra.Cli.CommandLine.RunAsync(["diff", .. args, "-C", Repository.Root], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", _project.Directory.FullName, .. arguments]))!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
