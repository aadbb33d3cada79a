using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Catalogue.Geography;
using Infra.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

/// <summary><c>new stack</c>, <c>cluster</c>, <c>site</c> and <c>add-on</c> write what a person would, and nothing where the rules find
/// something.</summary>
public sealed partial class NewFleetTests
{
    private static readonly string[] _nord =
        ["new", "stack", "nord", "--organization", "nordic", "--country", "se", "--clouds", "aws,azure", "--site", "uppsala"];

    private static string Dev => File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));

    [Fact]
    public async Task Writes_a_stack_that_the_page_shows()
    {
        using var project = new ProjectFolder();

        var (exitCode, output, error) = await project.RunAsync(
            ["new", "stack", "mine", "--organization", "acme", "--country", "FR", "--clouds", "aws,azure", "--site", "lyon"]);

        Assert.Equal((0, ""), (exitCode, error));
        const string command = "--clouds aws,azure --site lyon\n";
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "cli.md"));
        var begin = page.IndexOf(command, StringComparison.Ordinal) + command.Length;
        var shown = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, "docs", "cli.md"), page.Replace(shown, output, StringComparison.Ordinal));
            return;
        }

        Assert.Equal(shown, output);
    }

    [Fact]
    public async Task Writes_a_stack_that_an_editor_checks_and_that_has_no_error()
    {
        using var project = new ProjectFolder();

        Assert.Equal(0, (await project.RunAsync(_nord)).ExitCode);

        var text = Stack(project, "nord");
        Assert.StartsWith("# yaml-language-server: $schema=schema/stack.schema.json\n\n", text, StringComparison.Ordinal);
        Assert.Contains("locations: [eu]", text, StringComparison.Ordinal);
        Assert.Contains("operators: [eu, us]", text, StringComparison.Ordinal);
        Assert.Contains("region: eu-north-1", text, StringComparison.Ordinal);
        Assert.Contains("region: swedencentral", text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(text, "role: hub"));
        Assert.DoesNotContain(text.Split('\n'), line => line.Length > 140);
    }

    // Every country of a jurisdiction has a stack, or is told which cloud has no region for it.
    [Theory]
    [InlineData("aws", "CA CN JP QA")]
    [InlineData("azure", "CA CN JP QA")]
    public async Task Finds_a_region_for_every_country_that_has_one(string cloud, string without)
    {
        using var project = new ProjectFolder();
        foreach (var country in Countries.All.Keys)
        {
            var (exitCode, output, error) = await project.RunAsync(
                ["new", "stack", country.ToLowerInvariant(), "--organization", "acme", "--country", country, "--clouds", cloud]);

            if (exitCode == 2)
            {
                Assert.Contains(country, without.Split(' '));
                Assert.StartsWith("--clouds: no region of ", error, StringComparison.Ordinal);
            }
            else
            {
                Assert.True(exitCode == 0, $"{country}: {output}");
            }
        }
    }

    [Fact]
    public void Knows_where_every_country_of_a_union_and_of_a_region_is() => Assert.Empty(
        Jurisdictions.All.Values.Where(law => law.Countries.Count > 1).SelectMany(law => law.Countries)
            .Concat(CloudProfile.All.SelectMany(cloud => cloud.Regions.Values).Select(region => region.Country))
            .Except(Countries.All.Keys));

    [Theory]
    [InlineData("FR", "FR", 0)]
    [InlineData("FR", "ES", 871)]
    [InlineData("US", "JP", 9934)]
    public void Measures_how_far_it_is(string from, string to, int kilometres) =>
        Assert.InRange(Countries.All[from].KilometresTo(Countries.All[to]), kilometres - 400, kilometres + 400);

    [Fact]
    public async Task Says_each_mistake_of_its_options_in_a_line()
    {
        using var project = new ProjectFolder();

        var (exitCode, output, error) = await project.RunAsync(
            "new", "stack", "Mine", "--organization", "acme", "--country", "XX", "--clouds", "gcp", "--gpu", "l5");

        Assert.Equal((2, ""), (exitCode, output));
        var lines = error.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("The name: \"Mine\" is not a name. Allowed: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("--country: \"XX\" is not known. Allowed: AT, BE", StringComparison.Ordinal));
        Assert.Contains("--clouds: \"gcp\" is not known. Allowed: aws, azure.", lines);
        Assert.Contains(lines, line => line.StartsWith("--gpu: \"l5\" is not known. Did you mean \"l4\"?", StringComparison.Ordinal));
        Assert.Single(project.Directory.GetFiles());
    }

    [Theory]
    [InlineData("Where clusters are is not said. Give --clouds, --site or both.")]
    [InlineData("--clouds: no region of AWS in eu is operated under the law of eu alone", "--clouds", "aws", "--operators", "eu")]
    public async Task Writes_no_stack_that_could_not_be(string line, params string[] more)
    {
        using var project = new ProjectFolder();

        var (exitCode, output, error) = await project.RunAsync(
            ["new", "stack", "mine", "--organization", "acme", "--country", "FR", .. more]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(line, error, StringComparison.Ordinal);
        Assert.Single(project.Directory.GetFiles());
    }

    [Fact]
    public async Task Writes_over_no_stack()
    {
        using var project = new ProjectFolder(Dev, "nord");

        Assert.Equal(
            (2, "", "Pulumi.nord.yaml is there already, and is left as it is. Choose another name.\n"), await project.RunAsync(_nord));
        Assert.Equal(Dev, Stack(project, "nord"));
    }

    [Fact]
    public async Task Adds_a_cluster_in_a_network_that_is_free()
    {
        using var project = new ProjectFolder(Dev);

        var (exitCode, output, error) = await project.RunAsync(
            "new", "cluster", "test", "--kind", "eks", "--name", "paris", "--region", "eu-west-3", "--administrator",
            "arn:aws:iam::111122223333:role/paris");

        // In dev, the API servers have public addresses, and somebody has to say from where.
        Assert.Equal(1, exitCode);
        Assert.StartsWith("CLU064 error clusters[4].publicAccessCidrs", output, StringComparison.Ordinal);
        Assert.Equal("Pulumi.test.yaml is left as it was.\n", error);
        Assert.Equal(Dev, Stack(project));

        await project.RunAsync(_nord);
        Assert.Equal(
            (0, ""),
            Codes(await project.RunAsync("new", "cluster", "nord", "--kind", "eks", "--name", "paris", "--region", "eu-west-3")));
        Assert.Contains(
            "      network: { cidr: 10.30.0.0/16 } # no other network of the fleet may overlap it\n", Stack(project, "nord"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "--region: AWS has no region \"eu-west-33\" in the catalogue. Did you mean \"eu-west-3\"?", "eks", "eu-west-33")]
    [InlineData("--gpu: eu-south-1 sells no machine with the GPU h100, as far as the catalogue knows.", "eks", "eu-south-1", "h100")]
    public async Task Adds_no_cluster_that_is_not_sold(string line, string kind, string region, string gpu = "l4")
    {
        using var project = new ProjectFolder(Dev);

        var (exitCode, _, error) = await project.RunAsync(
            "new", "cluster", "test", "--kind", kind, "--name", "x", "--region", region, "--gpu", gpu);

        Assert.Equal(2, exitCode);
        Assert.StartsWith(line, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adds_sites_by_number_and_leaves_all_else_as_it_was()
    {
        using var project = new ProjectFolder();
        await project.RunAsync(_nord);
        var before = Stack(project, "nord").Split('\n');

        var (exitCode, output, error) = await project.RunAsync(
            "new", "site", "nord", "--name", "shop", "--count", "12", "--country", "FR", "--edge");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(
            "Before pulumi up, set what is secret: pulumi config set --secret ai-platform:shop-01-kubeconfig --stack nord < file " +
            "# and 11 more\n", output, StringComparison.Ordinal);
        var after = Stack(project, "nord").Split('\n');
        Assert.Contains("    - { name: shop-12, country: FR, operator: eu }", after);
        Assert.Equal(12, after.Count(line => line.StartsWith("      kubeconfigSecret: shop-", StringComparison.Ordinal)));
        Assert.Equal(before, Common(before, after));
    }

    [Fact]
    public async Task Turns_add_ons_on_and_shows_what_can_be_set()
    {
        using var project = new ProjectFolder(Dev);

        Assert.Equal((0, ""), Codes(await project.RunAsync("new", "add-on", "test", "keda", "--set", "restrictSecrets=true")));

        Assert.Contains(
            """
              ai-platform:addOns:
                keda:
                  enabled: true
                  restrictSecrets: true
                  # watchNamespace: # by default none
                  # queues: []

            """, Stack(project), StringComparison.Ordinal);
        Assert.Equal((0, ""), Codes(await project.RunAsync("new", "add-on", "test", "agent-sandbox")));
        Assert.Equal(
            (2, "", "Pulumi.test.yaml says something of keda already. Edit it in ai-platform:addOns.\n"),
            await project.RunAsync("new", "add-on", "test", "keda"));
    }

    [Theory]
    [InlineData(2, "There is no add-on \"kedda\". Did you mean \"keda\"?", "kedda")]
    [InlineData(1, "ADD001 error clusters[0].addOns: karpenter needs karpenter-crd", "karpenter")]
    [InlineData(1, "SPEC004 error addOns.keda.speed: \"speed\" is not known here.", "keda", "--set", "speed=9")]
    public async Task Turns_no_add_on_on_that_does_not_run(int code, string line, params string[] args)
    {
        using var project = new ProjectFolder(Dev);

        var (exitCode, output, error) = await project.RunAsync(["new", "add-on", "test", .. args]);

        Assert.Equal(code, exitCode);
        Assert.StartsWith(line, code == 1 ? output : error, StringComparison.Ordinal);
        Assert.Equal(Dev, Stack(project));
    }

    // pulumi new writes the answers as texts into the file of the stack.
    [Fact]
    public async Task Lets_pulumi_new_ask_for_what_is_a_text()
    {
        using var file = new StreamReader(Path.Combine(Repository.Root, "Pulumi.yaml"));
        var template = Yaml.ReadTexts(file)["template"]!.AsObject();

        Assert.Equal(["description", "config", "quickstart"], template.Select(member => member.Key));
        Assert.Equal("ai-platform:organization", Assert.Single(template["config"]!.AsObject()).Key);
        using var project = new ProjectFolder(
            Dev.Replace("ai-platform:organization: acme", "ai-platform:organization: other", StringComparison.Ordinal), "dev");
        Assert.Equal((0, ""), Codes(await project.RunAsync("check", "dev")));
        Assert.Equal(
            0, (await project.RunAsync(QuickStart().Match($"{template["quickstart"]}").Groups[1].Value.Split(' '))).ExitCode);
    }

    private static (int ExitCode, string Error) Codes((int ExitCode, string Output, string Error) answer) =>
        (answer.ExitCode, answer.Error);

    // The lines of one text that are in another, in their order.
    private static IEnumerable<string> Common(string[] one, string[] other)
    {
        var at = 0;
        foreach (var line in other)
        {
            if (at < one.Length && line == one[at])
            {
                at++;
                yield return line;
            }
        }
    }

    private static string Stack(ProjectFolder project, string name = "test") =>
        File.ReadAllText(Path.Combine(project.Directory.FullName, $"Pulumi.{name}.yaml"));

    [GeneratedRegex("-- (new stack .*)")]
    private static partial Regex QuickStart();
}
