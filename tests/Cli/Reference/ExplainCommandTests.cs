using System.Text.Json;
using Infra.Reports.Reference;
using Infra.Tests.SdkSurface;
using Json.Schema;

namespace Infra.Tests.Cli.Reference;

/// <summary>What a terminal says of a key or a rule, and of what is neither.</summary>
public sealed class ExplainCommandTests
{
    private static readonly JsonSchema _schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "explain.schema.json")));

    [Theory]
    [InlineData("clusterz", "\"clusterz\" is not among the keys of a stack. Did you mean \"clusters\"?")]
    [InlineData("clusters[].network.cidir", "\"cidir\" is not among network. Did you mean \"cidr\"? Allowed: ")]
    [InlineData("clusters[esk].network", "\"esk\" is no kind of clusters. Did you mean \"eks\"? Allowed: eks, aks, on-prem.")]
    [InlineData("clusters[eks].distribution", "\"distribution\" is not among clusters[eks].")]
    [InlineData("organization.name", "\"organization\" has no members, so there is no \"name\".")]
    [InlineData("cidr", "\"cidr\" is not among the keys of a stack. It is at: ")]
    [InlineData("GPU999", "There is no rule \"GPU999\".")]
    [InlineData("", "\"\" is not among the keys of a stack.")]
    public async Task Rejects_what_is_neither_a_key_nor_a_rule(string asked, string line)
    {
        using var error = new StringWriter { NewLine = "\n" };

        Assert.Equal(2, await Infra.Cli.CommandLine.RunAsync(["explain", asked], TextWriter.Null, error));
        Assert.StartsWith(line, error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\nSee: platform --help\n", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clusters[0].network.cidr", "clusters[eks].network.cidr\n")]
    [InlineData("clusters[].pools[].gpu", "clusters[eks].pools[].gpu, clusters[aks].pools[].gpu, clusters[on-prem].pools[].gpu\n")]
    [InlineData("ai-platform:clusters[on-prem].network.cidr", "clusters[on-prem].network.cidr")]
    [InlineData("clusters.pools.gpu.sharing[mig].profile", "clusters[eks].pools[].gpu.sharing[mig].profile")]
    [InlineData("clusters[].kind", "clusters[eks].kind")]
    [InlineData("clusters[].addOns.keda", "clusters[eks].addOns.keda")]
    [InlineData("clusters[eks]", "clusters[eks]")]
    [InlineData("sov002", "SOV002 Locations are inside the borders")]
    public async Task Takes_a_path_as_a_finding_or_a_person_writes_it(string asked, string first) =>
        Assert.StartsWith(first, await RunAsync("explain", asked), StringComparison.Ordinal);

    [Fact]
    public void Explains_every_key_and_every_rule_as_its_schema_says()
    {
        var all = SpecReference.All.Select(key => key.Path).Concat(RuleSection.All.Select(rule => rule.Code)).Append("clusters[].kind");
        foreach (var asked in all)
        {
            var explanation = Explanation.Of(asked, out var mistake);
            Assert.True(explanation is not null, mistake);
            using var json = JsonDocument.Parse(ExplanationJson.Write(explanation));
            Assert.True(_schema.Evaluate(json.RootElement).IsValid, asked);
        }
    }

    [Fact]
    public async Task Says_the_same_in_text_and_in_json()
    {
        using var json = JsonDocument.Parse(await RunAsync("explain", "clusters[eks].pools[].capacity", "--format", "json"));
        var key = json.RootElement.GetProperty("keys")[0];
        var text = await RunAsync("explain", "clusters[eks].pools[].capacity");

        Assert.Contains(key.GetProperty("description").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains($"default  {key.GetProperty("default").GetString()}\n", text, StringComparison.Ordinal);
        Assert.All(key.GetProperty("allowed").EnumerateArray(), word => Assert.Contains(
            $"\n{word.GetProperty("word").GetString()} ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_an_example_of_every_key() =>
        Assert.All(SpecReference.All, key => Assert.StartsWith($"{key.Name}: ", key.Example, StringComparison.Ordinal));

    private static async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        Assert.True(await Infra.Cli.CommandLine.RunAsync(args, output, error) == 0, $"{string.Join(' ', args)}: {error}");
        return output.ToString();
    }
}
