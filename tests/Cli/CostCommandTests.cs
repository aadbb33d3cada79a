using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

public sealed class CostCommandTests
{
    [Fact]
    public async Task Counts_with_what_it_is_told()
    {
        var json = JsonNode.Parse(await RunAsync("cost", "dev", "--format", "json", "--utilisation", "40", "--logs-gb-per-day", "2.5"))!;
        Assert.Equal("2.5", json["logsGBPerDay"]!.ToJsonString());
        Assert.Equal("0.4", json["gpuUtilisation"]!.ToJsonString());
        Assert.NotNull(json["clusters"]![0]!["gpuNodes"]!["idle"]);
    }

    [Fact]
    public async Task Shows_what_it_assumes_where_it_is_told_nothing()
    {
        Assert.StartsWith(
            "ai-platform/dev: US dollars a month of 730 hours at list prices, with 10 GB of logs a day and cluster\n",
            await RunAsync("cost", "dev"), StringComparison.Ordinal);
        var json = JsonNode.Parse(await RunAsync("cost", "dev", "--format", "json"))!;
        Assert.Equal("10", json["logsGBPerDay"]!.ToJsonString());
        Assert.Null(json["gpuUtilisation"]);
    }

    [Fact]
    public async Task Says_the_same_in_text_and_in_json()
    {
        var json = JsonNode.Parse(await RunAsync("cost", "prod", "--format", "json"))!;
        var sums = (await RunAsync("cost", "prod")).Split('\n').Single(line => line.StartsWith("all ", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(json["monthly"]!["min"]!.GetValue<decimal>(), decimal.Parse(sums[1], CultureInfo.InvariantCulture));
        Assert.Equal(json["monthly"]!["max"]!.GetValue<decimal>(), decimal.Parse(sums[2], CultureInfo.InvariantCulture));
        Assert.Equal(json["unknown"]!.GetValue<int>(), int.Parse(sums[^1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Shows_the_findings_of_a_stack_that_has_no_plan()
    {
        using var project = new ProjectFolder("config: {}");
        var (exitCode, output, _) = await project.RunAsync("cost", "test");
        Assert.Equal(1, exitCode);
        Assert.Contains("SPEC002 error organization: ", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, await Infra.Cli.CommandLine.RunAsync([.. args, "-C", Repository.Root], output, TextWriter.Null));
        return output.ToString();
    }
}
