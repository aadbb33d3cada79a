using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Cli;

/// <summary>What the documentation shows is what a reader gets.</summary>
public partial class DocumentationTests
{
    private const string Accept = "ACCEPT_DOCS=1 dotnet test tests --filter Documentation";

    private const string Stack = """
        config:
          pulumi:disable-default-providers: ["*"]
          ai-platform:organization: acme
          ai-platform:sovereignty: { locations: [eu], operators: [eu, us], registry: registry.acme.example/mirror }
          ai-platform:clusters:

        """;

    [Theory]
    [InlineData("README.md", "plan", "dev")]
    [InlineData("docs/cli.md", "plan", "local")]
    [InlineData("docs/delivery.md", "plan", "prod")]
    [InlineData("docs/order.md", "plan", "dev --order")]
    [InlineData("docs/conformance.md", "conformance", "dev")]
    [InlineData("docs/conformance.md", "conformance", "prod")]
    [InlineData("docs/mirror.md", "mirror", "local")]
    [InlineData("docs/cost.md", "cost", "dev")]
    [InlineData("docs/cost.md", "cost", "prod --utilisation 40")]
    [InlineData("docs/sovereignty.md", "sovereignty", "dev")]
    [InlineData("docs/explain.md", "explain", "clusters[].pools[].gpu")]
    [InlineData("docs/explain.md", "explain", "clusters[eks].network.cidr")]
    [InlineData("docs/explain.md", "explain", "addOns.keda")]
    [InlineData("docs/explain.md", "explain", "GPU003")]
    [InlineData("docs/catalogue.md", "catalogue", "machines --region eu-central-1 --gpu l4")]
    [InlineData("docs/catalogue.md", "catalogue", "gpus --cloud azure")]
    [InlineData("docs/catalogue.md", "catalogue", "regions --cloud aws")]
    [InlineData("docs/catalogue.md", "catalogue", "versions")]
    public async Task Shows_what_a_command_prints(string page, string command, string stack)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Infra.Cli.CommandLine.RunAsync([command, .. stack.Split(' '), "-C", Repository.Root], output, error);

        var answer = SoundStack.Others((exitCode, output.ToString(), error.ToString())).Output;
        var shown = Block($"$ dotnet run --project cli -- {command} {stack}\n", page);
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            var path = Path.Combine(Repository.Root, page);
            await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(shown, answer, StringComparison.Ordinal));
            return;
        }

        Assert.True(shown == answer, $"{page} does not show what {command} {stack} prints. Accept it: {Accept}\n{answer}");
    }

    // A page about one subject shows what is told of it, as grep would find it.
    [Fact]
    public async Task Shows_the_lines_of_a_plan_that_a_page_is_about()
    {
        var plans = new Dictionary<string, string[]>
        {
            ["dev"] = await LinesAsync("dev"), ["prod"] = await LinesAsync("prod"),
        };
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            // Its stack has a team more; FirstModelTests hold it.
            .Where(page => Path.GetFileName(page) != "first-model.md");
        var seen = 0;
        foreach (var page in pages)
        {
            var text = await File.ReadAllTextAsync(page);
            var answer = Extract().Replace(text, block =>
            {
                seen++;
                var found = plans[block.Groups["stack"].Value].Where(line => Regex.IsMatch(line, block.Groups["pattern"].Value));
                return $"{block.Groups["command"].Value}{string.Concat(found.Select(line => line + "\n"))}```";
            });
            if (text != answer && Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
            {
                await File.WriteAllTextAsync(page, answer);
                continue;
            }

            Assert.True(text == answer, $"{page} does not show what a plan prints. Accept it: {Accept}\n{answer}");
        }

        Assert.True(seen >= 4, $"only {seen} extracts of a plan were found");
    }

    [Fact]
    public async Task Has_a_cluster_to_add_that_is_accepted()
    {
        using var project = new ProjectFolder(Stack + Cluster());

        Assert.Equal((0, "No findings.\n", ""), await project.OthersAsync("check", "test"));
    }

    [Fact]
    public async Task Shows_what_is_told_of_that_cluster_with_four_mistakes()
    {
        var cluster = Cluster()
            .Replace("eu-west-3", "us-east-1", StringComparison.Ordinal)
            .Replace("\"1.35\"", "1.35", StringComparison.Ordinal)
            .Replace("cidr: 10.12.0.0/16", "cidr: 10.12.0.0/16, zonez: 2", StringComparison.Ordinal)
            .Replace("mode: time-slicing, replicas: 4", "mode: mig, profile: 1g.5gb", StringComparison.Ordinal);
        using var project = new ProjectFolder(Stack + cluster);

        SoundStack.Tells((1, Block("$ dotnet run --project cli -- check mine\n"), ""), await project.OthersAsync("check", "test"));
    }

    // Beside a hub in the README, here it is one.
    private static string Cluster() => Block("```yaml\n").Replace("kind: eks\n", "kind: eks\n      role: hub\n", StringComparison.Ordinal);

    private static async Task<string[]> LinesAsync(string stack)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await Infra.Cli.CommandLine.RunAsync(["plan", stack, "-C", Repository.Root], output, TextWriter.Null));
        return output.ToString().Split('\n');
    }

    private static string Block(string after, string page = "README.md")
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        var begin = text.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"(?<command>\$ dotnet run --project cli -- plan (?<stack>dev|prod) \| grep -E '(?<pattern>[^']+)'\n)[^`]*```")]
    private static partial Regex Extract();
}
