using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Reports.Reference;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Reports.Reference;

/// <summary>What the page and the schema say of a stack file is what the reader takes.</summary>
public sealed partial class SpecificationDocumentationTests
{
    // Whoever writes a rule need not write this page: the next one who does links it.
    [Fact]
    public void The_page_is_written_from_the_records() =>
        GeneratedFile.Holds("docs/specification.md", SpecificationPage.Write(), aside: RuleLinks());

    [Fact]
    public void The_page_leads_to_rules_that_exist() =>
        Assert.Subset(
            RuleSection.All.Select(rule => rule.Code).ToHashSet(),
            RuleLink().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "specification.md")))
                .Select(link => link.Groups[1].Value).ToHashSet());

    [Fact]
    public void The_schema_is_written_from_the_records() => GeneratedFile.Holds("schema/stack.schema.json", StackSchema.Write());

    [Fact]
    public void Every_key_and_every_word_is_explained() =>
        Assert.All(SpecReference.All, key =>
        {
            Assert.True(key.Description.Length > 0, $"{key.Path} is not explained.");
            // The days of the week need no words.
            Assert.All(
                key.Allowed.Where(word => !word.Word.EndsWith("day", StringComparison.Ordinal)),
                word => Assert.True(word.Description.Length > 0, $"{key.Path}: {word.Word} is not explained."));
        });

    // Words, numbers and switches have one default, which the documentation of the record begins with.
    [Fact]
    public void Every_default_is_told_as_it_is() =>
        Assert.All(
            SpecReference.All.Where(key => key.DefaultText is not null && key.Default is JsonValue),
            key => Assert.True(
                key.DefaultText!.StartsWith(key.Default!.ToJsonString().Trim('"'), StringComparison.Ordinal),
                $"{key.Path}: the documentation says \"{key.DefaultText}\", but it is {key.Default.ToJsonString()}."));

    [Fact]
    public void The_page_has_a_line_for_every_key()
    {
        var page = SpecificationPage.Write();

        Assert.All(SpecReference.All, key => Assert.Contains($"| `{key.Name}` | ", page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@" Rules: .*?\.(?= \|$)", RegexOptions.Multiline)]
    private static partial Regex RuleLinks();

    [GeneratedRegex(@"\[([A-Z]+[0-9]{3})\]")]
    private static partial Regex RuleLink();
}
