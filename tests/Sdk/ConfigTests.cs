using System.Text.Json;
using Pulumi;

namespace Infra.Tests.Sdk;

[Collection(ProcessEnvironment.Name)]
public sealed class ConfigTests
{
    private const string Settings = """
        {
          "project:text": "a", "project:flag": "true", "project:number": "-3", "project:ratio": "0.5", "project:bad": "maybe",
          "project:object": "{\"Name\":\"x\",\"Sizes\":[1,2]}", "project:config:old": "o", "other:text": "b", "project:raw": { "k": 1 }
        }
        """;

    [Fact]
    public async Task Settings_are_read_by_namespace_and_key() => await With(Settings, () =>
    {
        Assert.Equal("a", new Config().Get("text"));
        Assert.Equal("a", new Config("project").Require("text"));
        Assert.Equal("a", new Config("project:config").Require("text"));
        Assert.Equal("b", new Config("other").Require("text"));
        Assert.Equal("o", new Config().Require("old"));
        Assert.Equal("{ \"k\": 1 }", new Config().Require("raw"));
        Assert.Null(new Config().Get("none"));
    });

    [Fact]
    public async Task Settings_have_types() => await With(Settings, () =>
    {
        var config = new Config();
        Assert.True(config.RequireBoolean("flag"));
        Assert.Equal(-3, config.RequireInt32("number"));
        Assert.Equal(0.5, config.RequireDouble("ratio"));
        Assert.Equal("x", config.RequireObject<Thing>("object").Name);
        Assert.Equal([1, 2], config.GetObject<Thing>("object", new JsonSerializerOptions())!.Sizes);
        Assert.Equal((null, null, null), (config.GetBoolean("none"), config.GetInt32("none"), config.GetDouble("none")));
        Assert.Null(config.GetObject<Thing>("none"));
    });

    [Fact]
    public async Task Secrets_are_secret_outputs()
    {
        Output<string>? text = null;
        Output<Thing>? thing = null;
        await With(Settings, () =>
        {
            var config = new Config();
            text = config.RequireSecret("text");
            thing = config.RequireSecretObject<Thing>("object");
            Assert.Null(config.GetSecret("none"));
            Assert.Null(config.GetSecretInt32("none"));
            Assert.NotNull(config.GetSecretBoolean("flag"));
        });

        Assert.Equal(("a", true), await Data.Of(text!) is var data ? (data.Value, data.IsSecret) : default);
        Assert.True((await Data.Of(thing!)).IsSecret);
    }

    [Fact]
    public async Task A_missing_setting_says_how_to_set_it()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => With(Settings, () => new Config().Require("none")));

        Assert.Equal(
            "Missing Required configuration variable 'project:none'\n"
            + "\tplease set a value using the command `pulumi config set project:none <value>`",
            error.Message);
    }

    [Fact]
    public async Task A_setting_of_the_wrong_type_is_named_with_its_value()
    {
        Assert.Equal("Configuration 'project:bad' value 'maybe' is not a valid Boolean", await ErrorOf(config => config.GetBoolean("bad")));
        Assert.Equal("Configuration 'project:bad' value 'maybe' is not a valid Int32", await ErrorOf(config => config.RequireInt32("bad")));
        Assert.Equal("Configuration 'project:bad' value 'maybe' is not a valid Double", await ErrorOf(config => config.GetDouble("bad")));
        Assert.Equal(
            "Configuration 'project:bad' value 'maybe' is not a valid Infra.Tests.Sdk.ConfigTests+Thing",
            await ErrorOf(config => config.GetObject<Thing>("bad")));
    }

    [Fact]
    public async Task Settings_are_those_of_the_moment_in_which_the_run_begins()
    {
        await With(Settings, () =>
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", "{}");
            Assert.Equal("a", new Config().Get("text"));
        });

        await With("{}", () => Assert.Null(new Config().Get("text")));
    }

    private static async Task<string> ErrorOf<T>(Func<Config, T> read) =>
        (await Assert.ThrowsAsync<RunException>(() => With(Settings, () => read(new Config())))).Message;

    private static async Task With(string settings, Action read)
    {
        using var config = new ProcessEnvironment.Variable("PULUMI_CONFIG", settings);
        using var secrets = new ProcessEnvironment.Variable("PULUMI_CONFIG_SECRET_KEYS", "[\"project:text\"]");
        await Run.Program(read);
    }

    private sealed record Thing(string Name, int[] Sizes);
}
