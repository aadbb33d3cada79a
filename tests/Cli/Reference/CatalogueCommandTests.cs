using System.Text.Json;
using Infra.Catalogue;
using Infra.Catalogue.Versions;
using Infra.Reports.Listings;
using Infra.Tests.SdkSurface;
using Json.Schema;

namespace Infra.Tests.Cli.Reference;

/// <summary>What a terminal lists of the catalogue.</summary>
public sealed class CatalogueCommandTests
{
    private static readonly JsonSchema _schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "catalogue.schema.json")));

    public static TheoryData<string> Subjects => [.. ListingSubject.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Writes_what_its_schema_describes_and_the_same_as_text(string subject)
    {
        using var json = JsonDocument.Parse(await RunAsync("catalogue", subject, "--format", "json"));
        var rows = json.RootElement.GetProperty("rows");

        Assert.True(_schema.Evaluate(json.RootElement).IsValid);
        Assert.NotEqual(0, rows.GetArrayLength());
        var lines = (await RunAsync("catalogue", subject)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows.GetArrayLength() + 1, lines.Length);
        Assert.All(rows.EnumerateArray().Zip(lines[1..]), row => Assert.StartsWith(
            row.First.EnumerateObject().First().Value.GetString()!, row.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("subject: \"machine\" is not known. Did you mean \"machines\"? Allowed: regions, machines, gpus, versions, add-ons, rules.",
        "machine")]
    [InlineData("--gpu says nothing about regions. Allowed: --cloud.", "regions", "--gpu", "l4")]
    [InlineData("--cloud says nothing about rules. Allowed: nothing.", "rules", "--cloud", "aws")]
    [InlineData("--cloud: \"gcp\" is not known. Allowed: aws, azure.", "regions", "--cloud", "gcp")]
    public async Task Rejects_in_one_line_what_it_does_not_know(string line, params string[] args)
    {
        using var error = new StringWriter { NewLine = "\n" };

        Assert.Equal(2, await Infra.Cli.CommandLine.RunAsync(["catalogue", .. args], TextWriter.Null, error));
        Assert.Equal($"{line}\nSee: platform --help\n", error.ToString());
    }

    [Theory]
    [InlineData("--region", "eu-centrl-1", "--region: \"eu-centrl-1\" is not known. Did you mean \"eu-central-1\"?")]
    [InlineData("--gpu", "h1000", "--gpu: \"h1000\" is not known. Did you mean \"h100\"?")]
    public async Task Says_which_region_or_model_was_meant(string filter, string word, string line)
    {
        using var error = new StringWriter();

        Assert.Equal(2, await Infra.Cli.CommandLine.RunAsync(["catalogue", "machines", filter, word], TextWriter.Null, error));
        Assert.StartsWith(line, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_only_what_passes_all_filters()
    {
        var rows = (await RunAsync("catalogue", "machines", "--region", "eu-central-1", "--gpu", "L4")).Split('\n');

        Assert.Contains(rows, row =>
            row.StartsWith("g6.12xlarge ", StringComparison.Ordinal) && row.Contains(" 4 x l4 ", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.StartsWith("Standard_", StringComparison.Ordinal));
        Assert.Equal(
            "No machines are known for that.\n",
            await RunAsync("catalogue", "machines", "--cloud", "azure", "--region", "eu-central-1"));
    }

    [Fact]
    public void Knows_for_every_version_when_its_support_ends() =>
        Assert.All(CloudProfile.All.SelectMany(cloud => cloud.Versions), version => Assert.True(SupportEnd.All.ContainsKey(version)));

    private static async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        Assert.True(await Infra.Cli.CommandLine.RunAsync(args, output, error) == 0, error.ToString());
        return output.ToString();
    }
}
