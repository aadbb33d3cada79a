using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

/// <summary>The commands of the program in <c>docs/first-model.md</c> print what the page shows; all others are run by
/// <c>tests/GoldenPaths/walk.mjs</c>.</summary>
public sealed partial class FirstModelTests
{
    [Fact]
    public async Task Prints_what_the_page_shows()
    {
        using var project = new ProjectFolder(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Pulumi.dev.yaml")), "dev");
        var home = $"{project.Directory.FullName}/";
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "first-model.md"));
        Directory.CreateDirectory($"{home}artifacts/speech");
        var seen = 0;
        foreach (Match step in Step().Matches(page))
        {
            var command = step.Groups["command"].Value.Replace("\\\n", "", StringComparison.Ordinal);
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.StartsWith("artifacts/", StringComparison.Ordinal) ? home + word : word);
            var (exitCode, output, error) = await project.RunAsync([.. words]);

            Assert.Equal((0, ""), (exitCode, error));
            var shown = Shown(output.Replace(home, "", StringComparison.Ordinal), step.Groups["filter"].Value);
            Assert.Equal(step.Groups["output"].Value, shown);
            seen++;
        }

        Assert.Equal(4, seen);
        Assert.True(File.Exists($"{home}artifacts/plan/sweden/teams/speech.yaml"));
        Assert.True(File.Exists($"{home}artifacts/speech/apps/chat.yaml"));
    }

    // What is behind the command: a pattern of grep, a file, or nothing.
    private static string Shown(string output, string filter) => filter switch
    {
        "" => output,
        _ when filter.StartsWith('>') => "",
        _ => string.Concat(output.Split('\n')
            .Where(line => Regex.IsMatch(line, Pattern().Match(filter).Groups[1].Value)).Select(line => $"{line}\n")),
    };

    [GeneratedRegex(
        @"^\$ dotnet run --project cli -- (?<command>(?:[^\n|>]*\\\n)*[^\n|>]*)(?<filter>[|>][^\n]*)?\n" +
        @"(?<output>(?:(?!\$ |```)[^\n]*\n)*)",
        RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("grep -E '(.*)'")]
    private static partial Regex Pattern();
}
