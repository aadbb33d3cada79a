using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Reports.Costs;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;
using Json.Schema;

namespace Infra.Tests.Reports.Costs;

public sealed class CostJsonTests
{
    private static readonly JsonSchema _schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "cost.schema.json")));

    [Theory]
    [InlineData("dev", null)]
    [InlineData("prod", 0.4)]
    [InlineData("local", 1.0)]
    public async Task Writes_what_its_schema_describes(string stack, double? utilisation)
    {
        var json = await WriteAsync(stack, new(GpuUtilisation: (decimal?)utilisation));
        Assert.True(IsValid(json));
        Assert.Equal(stack, (string?)json["stack"]);
        Assert.Equal(utilisation is not null, json["clusters"]![0]!["gpuNodes"]!["idle"] is not null);
    }

    // A schema that takes everything describes nothing.
    [Theory]
    [InlineData("currency")]
    [InlineData("clusters/0/monthly")]
    [InlineData("clusters/0/items/0/source")]
    [InlineData("clusters/0/items/0/source/date")]
    [InlineData("clusters/0/items/0/price")]
    public async Task Must_have_every_member(string path)
    {
        var json = await WriteAsync("dev", new());
        var parts = path.Split('/');
        JsonNode at = json;
        foreach (var part in parts[..^1])
        {
            at = int.TryParse(part, out var index) ? at[index]! : at[part]!;
        }

        Assert.True(at.AsObject().Remove(parts[^1]));
        Assert.False(IsValid(json));
    }

    [Fact]
    public async Task Must_have_no_other_member()
    {
        var json = await WriteAsync("dev", new());
        json["clusters"]![0]!["items"]![0]!["guess"] = 1;
        Assert.False(IsValid(json));
    }

    [Fact]
    public async Task Must_have_a_price_with_a_source_unless_it_is_unknown()
    {
        var json = await WriteAsync("dev", new());
        json["clusters"]![0]!["items"]![0]!["source"] = null;
        Assert.False(IsValid(json));
    }

    [Fact]
    public async Task Adds_up()
    {
        var json = await WriteAsync("prod", new());
        foreach (var bound in new[] { "min", "max" })
        {
            Assert.All(json["clusters"]!.AsArray(), cluster => Assert.Equal(
                cluster!["monthly"]![bound]!.GetValue<double>(),
                cluster["items"]!.AsArray().Sum(item => item!["monthly"]?[bound]!.GetValue<double>() ?? 0), tolerance: 0.1));
            Assert.Equal(
                json["monthly"]![bound]!.GetValue<double>(),
                json["clusters"]!.AsArray().Sum(cluster => cluster!["monthly"]![bound]!.GetValue<double>()), tolerance: 0.1);
        }

        Assert.Equal(
            json["unknown"]!.GetValue<int>(),
            json["clusters"]!.AsArray().Sum(cluster => cluster!["items"]!.AsArray().Count(item => (string?)item!["basis"] == "unknown")));
    }

    private static async Task<JsonObject> WriteAsync(string stack, CostAssumptions assumptions) =>
        JsonNode.Parse(CostJson.Write(CostReport.Of(await OwnStacks.PlanAsync(stack), assumptions)))!.AsObject();

    private static bool IsValid(JsonObject json) => _schema.Evaluate(JsonSerializer.SerializeToElement(json)).IsValid;
}
