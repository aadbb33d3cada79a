using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Reports;
using Infra.Reports.Pages;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Pages;

/// <summary>What a page is without a browser; tests/Browser looks at it in one.</summary>
public sealed partial class ReportPageTests
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Holds_every_resource_of_a_plan(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);
        var data = Data(ReportPage.Write(plan));
        Assert.Equal(plan.Resources.Select(resource => resource.Name), data["resources"]!.AsArray().Select(row => (string)row![1]!));
        Assert.Equal(
            plan.Resources.Select(resource => resource.Type),
            data["resources"]!.AsArray().Select(row => (string)data["types"]![(int)row![0]!]!));
        // Of each cluster, only what groups and what is a connection has no step, and may so be in no part.
        Assert.DoesNotContain(data["resources"]!.AsArray(), row =>
            row![5] is not null && row[6] is null && !IsGroup((string)data["types"]![(int)row[0]!]!));
    }

    [Fact]
    public async Task Is_the_same_on_every_run() =>
        Assert.Equal(ReportPage.Write(await OwnStacks.PlanAsync("local")), ReportPage.Write(await OwnStacks.PlanAsync("local")));

    [Fact]
    public async Task Asks_for_nothing_and_runs_its_own_script_alone()
    {
        var page = ReportPage.Write(await OwnStacks.PlanAsync("dev"));
        var policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none'; base-uri 'none'; form-action 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Digest(Between(page, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Digest(Between(page, "<script>", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<(link|img|iframe|object|embed)\b|@import|url\(|\bsrc=|innerHTML|\beval\(", page);
    }

    [Fact]
    public void Takes_no_text_of_a_plan_for_markup()
    {
        const string hostile = "</script><script>alert(1)</script><!-- {{script}}";
        var page = ReportPage.Write(new PlatformPlan(null, hostile, "dev", [], [Finding.Error("SPEC001", "config", hostile)]));
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.DoesNotContain("alert(1)<", page, StringComparison.Ordinal);
        Assert.Equal(hostile, (string?)Data(page)["findings"]![0]!["message"]);
    }

    private static bool IsGroup(string type) =>
        type.StartsWith("infra:", StringComparison.Ordinal) || type.StartsWith("pulumi:", StringComparison.Ordinal);

    private static JsonNode Data(string page) =>
        JsonNode.Parse(Between(page, "<script type=\"application/json\" id=\"plan\">", "</script>"))!;

    private static string Between(string text, string before, string after)
    {
        var begin = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[begin..text.IndexOf(after, begin, StringComparison.Ordinal)];
    }

    private static string Digest(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]+)\"")]
    private static partial Regex Policy();
}
