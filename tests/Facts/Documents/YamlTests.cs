using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Infra.Facts.Documents;
using Infra.Tests.Specification;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Facts.Documents;

/// <summary>What is written can be read back by Helm, kubectl and whatever reads a config map, without changing its type.</summary>
public class YamlTests
{
    // What a reader of YAML 1.1 takes for something other than text, beside numbers and dates, which begin with a digit or a sign
    // (https://yaml.org/type/).
    private static readonly Regex _other = new(
        @"\A(?i:y|yes|n|no|true|false|on|off|null|~|<<|=|[-+.0-9].*|)\z",
        RegexOptions.CultureInvariant);

    [Fact]
    public void Quotes_what_could_be_taken_for_something_else_and_leaves_the_rest_plain()
    {
        var json = new JsonObject
        {
            ["version"] = "1.30", ["replicas"] = 2, ["on"] = true, ["none"] = null, ["list"] = new JsonArray("a", "off", "a: b"),
            ["{}"] = new JsonObject(),
        };

        Assert.Equal(
            """
            version: "1.30"
            replicas: 2
            "on": true
            none: null
            list:
            - a
            - "off"
            - "a: b"
            "{}": {}

            """,
            Yaml.Write(json));
    }

    [Fact]
    public void Writes_text_of_several_lines_as_a_block() =>
        Assert.Equal("config: |\n  a: 1\n  b: 2\n", Yaml.Write(new JsonObject { ["config"] = "a: 1\nb: 2\n" }));

    [Fact]
    public void Separates_documents() =>
        Assert.Equal("---\na: 1\n---\nb: 2\n", Yaml.Write([new JsonObject { ["a"] = 1 }, new JsonObject { ["b"] = 2 }]));

    [Fact]
    public void Gives_back_every_text_as_it_was() => HostileText.Check(500, HostileText.Any.Select(text => new[] { text }), texts =>
    {
        var text = texts[0];
        var read = Read(Yaml.Write(new JsonObject { [text] = new JsonArray(text, new JsonObject { ["a"] = text }) }));

        var (key, value) = Assert.Single(read.Children);
        var list = Assert.IsType<YamlSequenceNode>(value);
        Assert.All(new[] { key, list[0], list[1]["a"] }, node =>
        {
            var scalar = Assert.IsType<YamlScalarNode>(node);
            Assert.Equal(text, scalar.Value);
            Assert.False(scalar.Style == ScalarStyle.Plain && _other.IsMatch(text), text);
        });
    });

    private static YamlMappingNode Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }
}
