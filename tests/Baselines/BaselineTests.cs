using System.Text;
using Infra.Cli;
using Infra.Planning;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Baselines;

/// <summary>The stacks of this repository plan what was recorded of them: whatever a change of code does to real infrastructure, it shows
/// in its review.</summary>
public class BaselineTests
{
    private const string Accept = "ACCEPT_BASELINES=1 dotnet test tests --filter Baseline";

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Plans_the_stack_as_recorded(string stack)
    {
        var planned = PlanBaseline.Of(await Preflight.PlanAsync(StackFile.Read(new DirectoryInfo(Repository.Root), stack)));
        var summary = Path.Combine(Repository.Root, "tests", "Baselines", $"{stack}.txt");
        var details = Path.Combine(Repository.Root, "artifacts", "baselines", $"{stack}.txt");
        var accepted = Path.Combine(Repository.Root, "artifacts", "baselines", "accepted", $"{stack}.txt");
        await WriteAsync(details, planned.ToString());
        if (Environment.GetEnvironmentVariable("ACCEPT_BASELINES") == "1")
            await WriteAsync(summary, planned.Summary);

        var recorded = File.Exists(summary) ? await File.ReadAllTextAsync(summary) : "";
        if (recorded == planned.Summary)
        {
            await WriteAsync(accepted, planned.ToString());
            return;
        }

        var known = File.Exists(accepted) ? await File.ReadAllTextAsync(accepted) : "";
        Assert.Fail(
            $"""
            The plan of {stack} is not the recorded one.
            {PlanDifference.OfSummaries(recorded, planned.Summary)}

            {(PlanBaseline.DetailsOf(known, recorded) is { } before
                ? $"{PlanDifference.OfDetails(before, planned.Details)}\n\nIn full: diff {accepted} {details}"
                : $"To see what changed in them, check out the last commit that passes, run this test there, and come back: it keeps what it accepts in {accepted}.")}

            Accept it: {Accept}
            """);
    }

    private static async Task WriteAsync(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
