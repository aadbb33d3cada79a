using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.StackFiles;
using Infra.Reports.Plans;
using Infra.Stacks;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;
using Json.Schema;

namespace Infra.Tests.Reports.Plans;

public sealed class PlanSchemaTests
{
    private static readonly Lazy<JsonSchema> _schema = new(() =>
    {
        var options = new BuildOptions { SchemaRegistry = new() };
        Read("cost.schema.json", options);
        return Read("plan.schema.json", options);
    });

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Describes_what_plan_and_check_write(string stack)
    {
        foreach (var command in new[] { "plan", "check" })
        {
            using var output = new StringWriter();
            var exitCode = await Infra.Cli.CommandLine.RunAsync(
                [command, stack, "--format", "json", "-C", Repository.Root], output, TextWriter.Null);
            Assert.Equal(0, exitCode);
            var json = JsonNode.Parse(output.ToString())!.AsObject();
            Assert.Equal([], Mistakes(json));
            Assert.Equal(command == "check", json["cost"] is null);
        }
    }

    // Whatever is wrong with a stack, a program that reads its findings gets them in this form.
    [Fact]
    public void Describes_what_is_told_of_wrong_stacks()
    {
        var folder = new DirectoryInfo(Path.Combine(Repository.Root, "tests", "Stacks", "WrongStacks"));
        foreach (var file in folder.GetFiles("Pulumi.*.yaml"))
        {
            var plan = Preflight.Check(StackFile.Read(folder, file.Name["Pulumi.".Length..^".yaml".Length]));
            Assert.Equal((file.Name, ""), (file.Name, string.Join('\n', Mistakes(JsonNode.Parse(PlanJson.Write(plan))!.AsObject()))));
        }
    }

    // A schema that takes everything describes nothing.
    [Theory]
    [InlineData("version")]
    [InlineData("clusters/0/operator/name")]
    [InlineData("clusters/0/delivery/way")]
    [InlineData("clusters/0/pools/0/gpu/count")]
    [InlineData("clusters/0/pools/0/schedulable/free")]
    [InlineData("clusters/0/addOns/0/version")]
    [InlineData("teams/0/shares/0/listPrice")]
    [InlineData("cost/monthly")]
    [InlineData("resources/0/inputs")]
    [InlineData("findings/0/severity")]
    public async Task Must_have_every_member_and_no_other(string path)
    {
        var json = JsonNode.Parse(PlanJson.Write(await OwnStacks.PlanAsync("dev")))!.AsObject();
        var parts = path.Split('/');
        JsonNode at = json;
        foreach (var part in parts[..^1])
        {
            at = int.TryParse(part, out var index) ? at[index]! : at[part]!;
        }

        at["guess"] = 1;
        Assert.NotEmpty(Mistakes(json));
        Assert.True(at.AsObject().Remove("guess"));
        Assert.True(at.AsObject().Remove(parts[^1]));
        Assert.NotEmpty(Mistakes(json));
    }

    private static JsonSchema Read(string file, BuildOptions options)
    {
        var path = Path.Combine(Repository.Root, "docs", "schemas", file);
        return JsonSchema.FromText(File.ReadAllText(path), options, new Uri(path));
    }

    private static string[] Mistakes(JsonObject json)
    {
        var answer = _schema.Value.Evaluate(
            JsonSerializer.SerializeToElement(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return answer.IsValid ? [] :
        [
            .. from each in answer.Details ?? []
               from error in each.Errors ?? new Dictionary<string, string>()
               select $"{each.InstanceLocation}: {error.Key} {error.Value}",
        ];
    }
}
