using System.Text.RegularExpressions;
using Infra.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Workflows;

/// <summary>What the workflows may do, and whose code they run; <c>verify.mjs</c> runs them.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, ".github", "workflows");

    public static TheoryData<string> Workflows => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Pins_every_action_by_its_commit_and_says_which_version_that_is(string name) => Assert.All(
        Lines(name).Where(line => Uses().IsMatch(line)),
        line => Assert.Matches(Pinned(), line));

    // An expression in a script is pasted into it: a title or a branch could end the script's own text.
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Pastes_nothing_into_a_script(string name)
    {
        var begin = -1;
        foreach (var line in Lines(name))
        {
            var indent = line.Length - line.TrimStart().Length;
            if (line.Length > 0 && indent <= begin)
            {
                begin = -1;
            }

            if (Script().IsMatch(line))
            {
                begin = line.IndexOf("run:", StringComparison.Ordinal);
            }

            Assert.False(begin >= 0 && line.Contains("${{", StringComparison.Ordinal), $"{name}: {line.Trim()}");
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Has_no_permission_that_a_job_does_not_ask_for(string name) =>
        Assert.Contains("permissions: {}", Lines(name));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Keeps_no_key(string name) =>
        Assert.DoesNotContain(Lines(name), line => line.Contains("secrets.", StringComparison.Ordinal));

    [Theory]
    [InlineData("gitlab-ci.yml")]
    [InlineData("azure-pipelines.yml")]
    public void Has_forms_for_other_systems_that_are_yaml(string name)
    {
        using var text = new StreamReader(Path.Combine(Repository.Root, "docs", "ci", name));
        Assert.NotEmpty(Yaml.ReadTexts(text));
    }

    private static string[] Lines(string name) => File.ReadAllLines(Path.Combine(_folder, name));

    // A workflow of this repository is of the same commit.
    [GeneratedRegex(@"uses: (?!\./)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^\s*(- )?run:")]
    private static partial Regex Script();
}
