using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.Cli.StackFiles;
using Infra.Reports.Reference;
using Infra.Specification;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;
using Infra.Tests.Specification;
using Infra.Tests.Stacks;
using Json.Schema;

namespace Infra.Tests.Reports.Reference;

/// <summary>The schema of a stack file takes what the strict reader takes, and refuses what it refuses.</summary>
public sealed class StackSchemaTests
{
    private static readonly JsonSchema _schema = JsonSchema.FromText(StackSchema.Write());

    public static TheoryData<string> Samples => [.. TextualStacks.All.Keys];

    public static TheoryData<string> WrongStacks =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Stacks", "WrongStacks"), "Pulumi.*.yaml")
            .Select(file => Path.GetFileName(file)["Pulumi.".Length..^".yaml".Length]),
    ];

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public void Accepts_the_stacks_of_this_repository(string stack)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"));
        Assert.StartsWith("# yaml-language-server: $schema=schema/stack.schema.json\n", text, StringComparison.Ordinal);
        Assert.Equal([], Mistakes(StackDocument.Of(text)));
    }

    [Fact]
    public void Accepts_the_sound_stack() => Assert.Equal([], Mistakes(StackDocument.Of(SoundStack.Text)));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Accepts_stacks_that_say_all_that_can_be_said(string name) =>
        Assert.Equal([], Mistakes(StackDocument.Of(StackSample.Inputs(TextualStacks.All[name]))));

    // Their mistakes are those of meaning, which only rules know, or of form.
    [Theory]
    [MemberData(nameof(WrongStacks))]
    public void Accepts_and_rejects_as_the_reader_does(string name)
    {
        var inputs = StackFile.Read(new DirectoryInfo(Path.Combine(Repository.Root, "tests", "Stacks", "WrongStacks")), name);
        Assert.Equal(Findings(inputs).Length > 0, Mistakes(StackDocument.Of(inputs)).Length > 0);
    }

    [Theory]
    [InlineData("version: \"1.35\"\n      role", "version: 1.35\n      role", "/config/ai-platform:clusters/0/version")]
    [InlineData("zones: 3", "zonez: 3", "/config/ai-platform:clusters/0/network/zonez")]
    [InlineData("kind: aks", "kind: gke", "/config/ai-platform:clusters/1/kind")]
    [InlineData("kind: aks\n      name", "name", "/config/ai-platform:clusters/1")]
    [InlineData("distribution: rke2", "distribution: rke3", "/config/ai-platform:clusters/2/distribution")]
    [InlineData("max: 12", "max: many", "/config/ai-platform:clusters/0/pools/0/max")]
    [InlineData(", max: 12", "", "/config/ai-platform:clusters/0/pools/0")]
    [InlineData("replicas: 4", "replica: 4", "/config/ai-platform:clusters/0/pools/0/gpu/sharing/replica")]
    [InlineData("mode: mig, profile: 1g.12gb", "mode: exclusive, profile: 1g.12gb",
        "/config/ai-platform:clusters/1/pools/0/gpu/sharing/profile")]
    [InlineData("mode: mig, profile: 1g.12gb", "profile: 1g.12gb", "/config/ai-platform:clusters/1/pools/0/gpu/sharing")]
    [InlineData("nodes: 4", "nodes: 4, machine: m7i.large", "/config/ai-platform:clusters/2/pools/0/machine")]
    [InlineData("addOns: { velero: null }", "addOns: { valero: null }", "/config/ai-platform:clusters/2/addOns/valero")]
    [InlineData("addOns: { keda: {} }", "addOns: { keda: [] }", "/config/ai-platform:addOns/keda")]
    [InlineData("addOns: { keda: {} }", "addOns: { gatekeeper: { enforcement: maybe } }",
        "/config/ai-platform:addOns/gatekeeper/enforcement")]
    [InlineData("retentionDays: 30", "retentionDays:", "/config/ai-platform:backup/retentionDays")]
    [InlineData("locations: [eu]", "locations: eu", "/config/ai-platform:sovereignty/locations")]
    [InlineData("ai-platform:organization: acme", "ai-platform:organisation: acme", "/config/ai-platform:organisation")]
    [InlineData("  ai-platform:organization: acme\n", "", "/config")]
    [InlineData("ai-platform:addOns:", "aws:region:", "/config")]
    [InlineData("[\"*\"]", "[aws]", "/config/pulumi:disable-default-providers")]
    [InlineData("{ secure: \"v1:AAAA\" }", "plain", "/config/ai-platform:berlin-kubeconfig")]
    public void Rejects_what_the_reader_rejects(string right, string wrong, string place)
    {
        var text = SoundStack.Text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(SoundStack.Text, text);
        using var folder = new ProjectFolder(text);

        Assert.NotEmpty(Findings(StackFile.Read(folder.Directory, "test")));
        Assert.Contains(Mistakes(StackDocument.Of(text)), mistake => mistake.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Lets_an_environment_give_what_the_file_does_not() =>
        Assert.Equal([], Mistakes(StackDocument.Of("environment: [acme/prod]\n")));

    private static string[] Findings(StackInputs inputs) =>
        [.. SpecReader.Read(inputs, AddOnList.Listings).Findings.Select(finding => finding.ToString())];

    private static string[] Mistakes(JsonNode document)
    {
        var result = _schema.Evaluate(
            JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            :
            [
                .. from detail in result.Details!
                   where detail.Errors is not null
                   from error in detail.Errors!
                   select $"{detail.InstanceLocation}: {error.Value}",
            ];
    }
}
