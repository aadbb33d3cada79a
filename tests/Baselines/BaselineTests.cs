using System.Text;
using Infra.Cli.StackFiles;
using Infra.Stacks;
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
        var summary = $"tests/Baselines/{stack}.txt";
        var full = $"artifacts/baselines/{stack}.txt";
        var accepted = $"artifacts/baselines/accepted/{stack}.txt";
        await WriteAsync(full, planned.ToString());
        if (Environment.GetEnvironmentVariable("ACCEPT_BASELINES") == "1")
        {
            await WriteAsync(summary, planned.Summary);
        }

        var recorded = await ReadAsync(summary);
        if (recorded == planned.Summary)
        {
            await WriteAsync(accepted, planned.ToString());
            return;
        }

        var details = PlanBaseline.DetailsOf(await ReadAsync(accepted), recorded) is { } before
            ? $"{PlanDifference.OfDetails(before, planned.Details)}\n\nAll of it: diff {accepted} {full}"
            : $"What changed inside is not known here, because {accepted} is not of the recorded plan. Check out the last commit that "
                + "passes, run this test there, come back, and run it again.";
        Assert.Fail(
            $"""
            The plan of {stack} changed.
            {PlanDifference.OfSummaries(recorded, planned.Summary)}

            {details}

            Accept it: {Accept}
            """);
    }

    private static async Task<string> ReadAsync(string file)
    {
        var path = Path.Combine(Repository.Root, file);
        return File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
    }

    private static async Task WriteAsync(string file, string text)
    {
        var path = Path.Combine(Repository.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
