using System.Text.RegularExpressions;
using Infra.Cli.StackFiles;
using Infra.Stacks;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks;

/// <summary>Mistakes that people make where they describe groups and teams: each document of <c>WrongTeams</c> is a part of a stack file,
/// and its first line is the one line that is said of it.</summary>
public sealed partial class WrongTeamsTests
{
    // What a document leaves out.
    private const string Groups =
        "ai-platform:groups: [{ name: vision, aws: [\"arn:aws:iam::111122223333:role/vision\"], " +
        "azure: 00000000-0000-4000-8000-00000000b001 }]\n";

    private static readonly string _folder = Path.Combine(Repository.Root, "tests", "Stacks", "WrongTeams");

    private static readonly Dictionary<string, string> _wrong = (
        from file in Directory.EnumerateFiles(_folder, "*.yaml")
        let name = Path.GetFileNameWithoutExtension(file)
        where name != "right"
        from document in File.ReadAllText(file).Split("---\n").Index()
        select ($"{name} {document.Index + 1}", document.Item)).ToDictionary();

    public static TheoryData<string> Documents => [.. _wrong.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Accepts_teams_that_say_all_that_can_be_said() =>
        Assert.Empty(Said(File.ReadAllText(Path.Combine(_folder, "right.yaml"))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Says_the_first_line_of_the_document_and_nothing_else(string document)
    {
        var text = _wrong[document];

        Assert.Equal([text.Split('\n')[0]["# ".Length..]], Said(text));
    }

    [Fact]
    public void Holds_a_mistake_for_every_rule_about_teams()
    {
        var said = _wrong.Values.Select(text => text.Split(' ')[1]).ToList();
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));

        Assert.Equal([], Heading().Matches(rules).Select(match => match.Groups[1].Value).Except(said));
        Assert.InRange(said.Count, 30, 200);
    }

    private static string[] Said(string text)
    {
        var given = (text.Contains("ai-platform:groups:", StringComparison.Ordinal) ? "" : Groups) + text;
        var keys = Key().Matches(given).Select(match => $"  {match.Value}").ToList();
        var others = SoundStack.Text.Split('\n').Where(line => !keys.Exists(key => line.StartsWith(key, StringComparison.Ordinal)));
        using var folder = new ProjectFolder(string.Join('\n', others.Concat(given.Split('\n').Select(line => $"  {line}"))));
        var findings = Preflight.Check(StackFile.Read(folder.Directory, "test")).Findings;
        return [.. SoundStack.Others(findings).Select(finding => finding.ToString())];
    }

    [GeneratedRegex("^ai-platform:[A-Za-z]+:", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex("^## (TEAM[0-9]{3}) ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
