using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli.Shell;

/// <summary>The help of each command and the page about the command line say the same.</summary>
public sealed partial class HelpTests
{
    // Of every command, and what each kind of `new` lists itself.
    private static readonly string[] _everywhere = ["--help", "--version", "--cwd"];

    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

    [Fact]
    public async Task Lists_on_the_page_every_option_of_each_command_and_no_other()
    {
        var commands = (await CommandsAsync()).Where(command => command != "new").ToList();
        Assert.True(commands.Count >= 5, $"only {commands.Count} commands were found");
        foreach (var command in commands)
        {
            var help = await HelpAsync(command);
            var options = Option().Matches(help).Select(option => option.Groups[1].Value).Except(_everywhere);
            var listed = Row().Matches(_page)
                .Where(row => IsOf(row.Groups["command"].Value, command))
                .SelectMany(row => Word().Matches(row.Groups["options"].Value).Select(option => option.Value))
                .Except(_everywhere);

            Assert.True(
                options.ToHashSet().SetEquals(listed),
                $"{command}: the help has {string.Join(", ", options)}; docs/cli.md lists {string.Join(", ", listed)}");
        }
    }

    [Fact]
    public async Task Lists_on_the_page_every_command_but_the_kinds_of_new()
    {
        var listed = CommandRow().Matches(_page).Select(row => row.Groups[1].Value).ToHashSet();

        Assert.Equal([], (await CommandsAsync()).Where(command => command != "new" && !listed.Contains(command)));
    }

    [Fact]
    public async Task Says_in_every_help_and_on_the_page_what_a_command_ends_with()
    {
        var page = _page[_page.IndexOf("## Exit codes", StringComparison.Ordinal)..];
        foreach (var command in await CommandsAsync())
        {
            var help = await HelpAsync(command);
            var codes = Code().Matches(help).Select(code => code.Groups[1].Value);

            Assert.Equal(["0", "1", "2", "3", "130", "143"], codes);
            // Of new, each kind has examples.
            Assert.True(command == "new" || help.Contains("\nExamples:\n", StringComparison.Ordinal), $"{command} has no example");
            Assert.All(codes, code => Assert.Contains($"| {code} | ", page, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("plan", "platform plan dev")]
    [InlineData("check", "platform check prod --deploy")]
    [InlineData("conformance", "platform conformance dev")]
    [InlineData("cost", "platform cost prod --utilisation 40 --logs-gb-per-day 25")]
    [InlineData("sovereignty", "platform sovereignty dev")]
    [InlineData("report", "platform report prod --out fleet.html")]
    [InlineData("completion", "source <(platform completion bash)")]
    public async Task Ends_with_examples(string command, string example) =>
        Assert.Contains($"  {example}\n", (await HelpAsync(command)).Split("Examples:\n")[1], StringComparison.Ordinal);

    private static bool IsOf(string cell, string command) =>
        cell.StartsWith("all", StringComparison.Ordinal) != cell.Contains($"`{command}`", StringComparison.Ordinal);

    private static async Task<string[]> CommandsAsync() =>
        [.. Command().Matches((await HelpAsync()).Split("Commands:\n")[1].Split("\n\n")[0]).Select(each => each.Groups[1].Value)];

    private static async Task<string> HelpAsync(params string[] command)
    {
        using var project = new ProjectFolder();
        var (exitCode, output, error) = await project.RunAsync([.. command, "--help"]);
        Assert.Equal((0, ""), (exitCode, error));
        return output.ReplaceLineEndings("\n");
    }

    [GeneratedRegex("^  (?:-[^ ]+, )*(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();

    [GeneratedRegex(@"^\| (?<options>[^|]*--(?:\\\||[^|])*) \| (?<command>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\| `([a-z]+)(?:\\\||[^|])*` \|", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex("^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^  ([0-9]+) +[A-Za-z]", RegexOptions.Multiline)]
    private static partial Regex Code();
}
