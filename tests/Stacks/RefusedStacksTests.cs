using System.Text.RegularExpressions;
using Infra.Cli.StackFiles;
using Infra.Stacks;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks;

/// <summary>Whole stacks that would fail, or be regretted, in a real account, subscription, host or cluster: <c>WrongStacks</c> is a
/// project folder with a stack for each, and what is said of it in its first lines. Try one with
/// <c>dotnet run --project cli -- -C tests/Stacks/WrongStacks plan network-twice</c>.</summary>
public sealed partial class RefusedStacksTests
{
    private static readonly DirectoryInfo _folder = new(Path.Combine(Repository.Root, "tests", "Stacks", "WrongStacks"));

    private static IEnumerable<string> Stacks => _folder.GetFiles("Pulumi.*.yaml").Select(NameOf).Order(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Stacks];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Says_what_the_first_lines_of_the_stack_say_and_nothing_else(string name)
    {
        var plan = await Preflight.PlanAsync(StackFile.Read(_folder, name));

        Assert.Equal(
            string.Join('\n', Expected(name)),
            string.Join('\n', SoundStack.Others([.. plan.Findings]).Select(finding => finding.ToString())));
    }

    [Fact]
    public void Holds_a_stack_for_every_refusal_since_the_hundredth()
    {
        var refused = Stacks.SelectMany(Expected).Select(line => line.Split(' ')[0]);
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));

        Assert.Equal([], Heading().Matches(rules).Select(match => match.Groups[1].Value).Except(refused));
    }

    private static string[] Expected(string name) =>
    [
        .. File.ReadLines(Path.Combine(_folder.FullName, $"Pulumi.{name}.yaml"))
            .TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]),
    ];

    private static string NameOf(FileInfo file) => file.Name["Pulumi.".Length..^".yaml".Length];

    [GeneratedRegex("^## ((?:CLU|SOV|GPU|ADD|PLN)[1-9][0-9]{2}) ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
