using System.Text.Json.Nodes;
using Infra.Reports.Mirrors;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;
using Json.Schema;

namespace Infra.Tests.Reports.Mirrors;

public sealed class MirrorJsonTests
{
    private static readonly JsonSchema _schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "mirror.schema.json")));

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Writes_what_its_schema_describes(string stack) => Assert.True(IsValid(await WriteAsync(stack)));

    // A schema that takes everything describes nothing.
    [Theory]
    [InlineData("images/0", "tag")]
    [InlineData("charts/0", "version")]
    [InlineData("files/0", "url")]
    [InlineData("gaps/0", "what")]
    public async Task Must_have_every_member_and_no_other(string path, string member)
    {
        var json = await WriteAsync("prod");
        var (list, index) = (path.Split('/')[0], int.Parse(path.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture));
        var at = json[list]![index]!.AsObject();
        at["guess"] = 1;
        Assert.False(IsValid(json));
        at.Remove("guess");
        Assert.True(IsValid(json));
        at.Remove(member);
        Assert.False(IsValid(json));
    }

    private static bool IsValid(JsonNode json) =>
        _schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(json)).IsValid;

    private static async Task<JsonNode> WriteAsync(string stack) =>
        JsonNode.Parse(MirrorJson.Write(MirrorReport.Of(await OwnStacks.PlanAsync(stack), MirrorSetting.Default)))!;
}
