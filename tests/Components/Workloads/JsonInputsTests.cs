using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Workloads;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Components.Workloads;

public class JsonInputsTests
{
    [Fact]
    public async Task Turns_numbers_into_doubles_whatever_type_the_code_put_in()
    {
        var values = await ValuesOf(new JsonObject
        {
            ["int"] = 3,
            ["long"] = 3_000_000_000,
            ["decimal"] = 0.25m,
            ["parsed"] = JsonNode.Parse("1.5"),
        });

        Assert.Equal([3d, 3_000_000_000d, 0.25, 1.5], ((string[])["int", "long", "decimal", "parsed"]).Select(key => values[key]));
    }

    [Fact]
    public async Task Keeps_the_shape_and_drops_members_that_are_null()
    {
        var values = await ValuesOf(new JsonObject
        {
            ["on"] = true,
            ["text"] = "x",
            ["nothing"] = null,
            ["list"] = new JsonArray("a", new JsonObject { ["b"] = false }),
        });

        Assert.Equal(["list", "on", "text"], values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(true, values["on"]);
        var list = Assert.IsType<ImmutableArray<object>>(values["list"]);
        Assert.Equal("a", list[0]);
        Assert.Equal(false, Assert.IsType<ImmutableDictionary<string, object>>(list[1])["b"]);
    }

    private static async Task<ImmutableDictionary<string, object>> ValuesOf(JsonObject json)
    {
        var map = json.ToInputMap();
        return (await OutputUtilities.GetValueAsync(map.ToOutput()))!;
    }
}
