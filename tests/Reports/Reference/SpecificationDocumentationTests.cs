using System.Text.Json.Nodes;
using Infra.Reports.Reference;

namespace Infra.Tests.Reports.Reference;

/// <summary>What the page and the schema say of a stack file is what the reader takes.</summary>
public sealed class SpecificationDocumentationTests
{
    [Fact]
    public void The_page_is_written_from_the_records() => GeneratedFile.Holds("docs/specification.md", SpecificationPage.Write());

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
}
