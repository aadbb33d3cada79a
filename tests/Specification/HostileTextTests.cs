using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Infra.Findings;
using Infra.Specification;
using Infra.Stacks;
using Infra.Tests.Facts.Documents;
using Infra.Tests.Stacks;

namespace Infra.Tests.Specification;

/// <summary>Whatever stands in a stack file where text may stand: either a rule refuses it and says where, or every document that is made
/// of it reads back as exactly that text.</summary>
[UnsupportedOSPlatform("windows")]
public partial class HostileTextTests
{
    // A round gives every text of a stack a hostile one of its own: each is shown to the rules alone, and all that they accept are
    // evaluated together. Six rounds of nine stacks are some thousands of texts.
    private const int Rounds = 6;

    public static TheoryData<string> Names => [.. TextualStacks.All.Keys];

    [Fact]
    public void Knows_every_text_of_a_specification()
    {
        var known = TextualStacks.All.Values.SelectMany(stack => TextualStacks.TextsOf(StackSample.Inputs(stack)))
            .Select(text => text.Member).ToHashSet();

        var unknown = TextualStacks.Members().Except(known).ToList();
        Assert.True(unknown.Count == 0, $"No stack sets {string.Join(", ", unknown)}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_text_or_writes_it_as_it_is(string name)
    {
        var sound = StackSample.Inputs(TextualStacks.All[name]);
        Assert.Empty(Errors(sound));
        var texts = TextualStacks.TextsOf(sound).ToList();
        var round = 0;
        HostileText.Check(Rounds, HostileText.OneLine.ArrayOf(2 * texts.Count), ends =>
        {
            // The mark in the middle finds the text again, whatever is around it.
            var hostile = texts.Select((_, i) => ends[2 * i] + Mark(i) + ends[(2 * i) + 1]).ToArray();
            var accepted = new List<int>();
            for (var i = 0; i < texts.Count; i++)
            {
                var errors = Errors(texts[i].Set(sound, hostile[i]));
                if (errors.Length == 0)
                {
                    accepted.Add(i);
                }
                else
                {
                    Assert.True(
                        errors.Any(error => Concerns(error.Path, texts[i].Path)),
                        $"{texts[i].Path} = {hostile[i]} is refused elsewhere: {string.Join('\n', errors)}");
                }
            }

            var stack = accepted.Aggregate(sound, (inputs, i) => texts[i].Set(inputs, hostile[i]));
            var check = Preflight.Check(stack);
            var plan = Preflight.PlanAsync(check.Platform!).GetAwaiter().GetResult();
            var findings = SoundStack.Others(check.Findings.Concat(plan.Findings));
            // What a provider's schema refuses is told of the resource.
            Assert.All(findings.Where(finding => finding.Severity == Severity.Error), finding => Assert.Equal("PLAN004", finding.Code));
            foreach (var resource in plan.Resources)
            {
                Check(resource.Inputs, resource.Name, [.. accepted.Select(i => (Mark(i), hostile[i]))]);
            }

            round++;
        });

        Assert.Equal(Rounds, round);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_control_characters_everywhere(string name)
    {
        var sound = StackSample.Inputs(TextualStacks.All[name]);
        Assert.All(TextualStacks.TextsOf(sound), text => Assert.All(
            ["a\nb", "a\r", "\tb", "a\0b", "\u001b[31m", "a\u0085b", "a\u2028b"],
            hostile =>
            {
                var errors = Errors(text.Set(sound, hostile));
                Assert.Contains(errors, error => Concerns(error.Path, text.Path));
                Assert.All(
                    errors,
                    error => Assert.DoesNotContain(error.ToString(), letter => char.IsControl(letter) || letter == '\u2028'));
            }));
    }

    private static string Mark(int index) => $"q{index}q";

    private static ImmutableArray<Finding> Errors(StackInputs inputs) =>
        [.. SoundStack.Others(Preflight.Check(inputs).Findings).Where(finding => finding.Severity == Severity.Error)];

    // A rule may name the part that a text is in; and a site's name is what clusters call their region.
    private static bool Concerns(string said, string path) =>
        said.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(said, StringComparison.Ordinal)
        || (path == "sites[0].name" && said == "clusters[0].region");

    // Every text of a plan that holds a mark: a document is read and its texts are looked at; any other holds the text as it is.
    private static void Check(JsonNode? node, string path, ImmutableArray<(string Mark, string Text)> marks)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    Check(key, $"{path}, a key", marks);
                    Check(value, $"{path}.{key}", marks);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Check(item, path, marks);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                if (marks.Any(mark => text.Contains(mark.Mark, StringComparison.Ordinal)))
                {
                    CheckText(text, path, marks);
                }

                break;
        }
    }

    private static void CheckText(string text, string path, ImmutableArray<(string Mark, string Text)> marks)
    {
        if (path.EndsWith(".create", StringComparison.Ordinal) || path.EndsWith(".update", StringComparison.Ordinal))
        {
            CheckScript(text, path, marks);
        }
        else if (path.EndsWith(".oidc.config", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal))
        {
            Check(ReadYaml.Of(text), path, marks);
        }
        else if (path.EndsWith(".policy.csv", StringComparison.Ordinal))
        {
            Assert.All(text.TrimEnd('\n').Split('\n'), line => Check(
                new JsonArray([.. Csv(line).Select(field => JsonValue.Create(field))]), $"{path}, a field", marks));
        }
        else if (text.StartsWith('{') && path.EndsWith("olicy", StringComparison.Ordinal))
        {
            Check(JsonNode.Parse(text), path, marks);
        }
        else
        {
            Assert.All(marks.Where(mark => text.Contains(mark.Mark, StringComparison.Ordinal)), mark =>
                Assert.True(text.Contains(mark.Text, StringComparison.Ordinal), $"{path} is {text} and not {mark.Text}"));
        }
    }

    // Text of a stack reaches a script in the files that it writes.
    private static void CheckScript(string script, string path, ImmutableArray<(string Mark, string Text)> marks)
    {
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        Assert.Equal("", bash.StandardError.ReadToEnd());
        foreach (Match file in PutFile().Matches(script))
        {
            Check(file.Groups["text"].Value, $"{path}: {file.Groups["path"].Value}", marks);
        }

        Assert.DoesNotContain(marks, mark => PutFile().Replace(script, "").Contains(mark.Mark, StringComparison.Ordinal));
    }

    // As Go's encoding/csv does with TrimLeadingSpace, which Argo CD reads a line of its policy by.
    private static IEnumerable<string> Csv(string line)
    {
        for (var rest = line; ;)
        {
            var field = Field().Match(rest);
            Assert.True(field.Success, line);
            yield return field.Groups["quoted"].Success
                ? field.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
                : field.Groups["plain"].Value;
            if (field.Length == rest.Length)
            {
                yield break;
            }

            rest = rest[(field.Length + 1)..];
        }
    }

    [GeneratedRegex("""\A\s*("(?<quoted>([^"]|"")*)"|(?<plain>[^",]*))(?=,|\z)""")]
    private static partial Regex Field();

    [GeneratedRegex(@"^put [0-7]+ (?<path>\S+) <<'(?<end>\w+)'\n(?<text>.*?)\n\k<end>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PutFile();
}
