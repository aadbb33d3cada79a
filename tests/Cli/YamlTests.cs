using System.Text.Json.Nodes;
using Infra.Cli;

namespace Infra.Tests.Cli;

/// <summary>What <c>plan --out</c> writes can be read back by Helm and kubectl without changing its type.</summary>
public class YamlTests
{
    [Fact]
    public void Quotes_text_and_leaves_numbers_booleans_and_nulls_plain()
    {
        var json = new JsonObject { ["version"] = "1.30", ["replicas"] = 2, ["on"] = true, ["none"] = null, ["list"] = new JsonArray("a") };

        Assert.Equal(
            """
            ---
            "version": "1.30"
            "replicas": 2
            "on": true
            "none": null
            "list":
            - "a"

            """,
            Yaml.Write(json));
    }

    [Fact]
    public void Writes_text_of_several_lines_as_a_block()
    {
        Assert.Equal("---\n\"config\": |\n  a: 1\n  b: 2\n", Yaml.Write(new JsonObject { ["config"] = "a: 1\nb: 2\n" }));
    }
}
