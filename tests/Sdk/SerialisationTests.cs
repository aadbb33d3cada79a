using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Sdk;

/// <summary>What the engine, and so the mocks, gets of the arguments of a resource.</summary>
public sealed class SerialisationTests
{
    [Fact]
    public async Task Every_number_is_a_double()
    {
        var inputs = await Run.Inputs(() => new SampleArgs { Number = 3, Ratio = 0.5, Level = Level.High, Choice = 4 });

        Assert.Equal(3d, inputs["number"]);
        Assert.Equal(0.5d, inputs["ratio"]);
        Assert.Equal(7d, inputs["level"]);
        Assert.Equal(4d, inputs["choice"]);
    }

    [Fact]
    public async Task Texts_flags_and_open_enumerations_are_plain()
    {
        var inputs = await Run.Inputs(() => new SampleArgs { Text = "a", Flag = true, Colour = Colour.Red });

        Assert.Equal("a", inputs["text"]);
        Assert.Equal(true, inputs["flag"]);
        Assert.Equal("red", inputs["colour"]);
    }

    [Fact]
    public async Task Lists_maps_and_nested_arguments_are_immutable_collections()
    {
        var inputs = await Run.Inputs(() => new SampleArgs
        {
            Items = { "a", "b" },
            Labels = { ["k"] = "v" },
            Part = new PartArgs { Label = "x", Size = 1 },
            Parts = { new PartArgs { Label = "y" } },
        });

        Assert.Equal(["a", "b"], List(inputs["items"]));
        Assert.Equal("v", Map(inputs["labels"])["k"]);
        Assert.Equal(("x", 1d), (Map(inputs["part"])["label"], Map(inputs["part"])["size"]));
        var part = Map(Assert.Single(List(inputs["parts"])));
        Assert.Equal("label", Assert.Single(part).Key);
    }

    [Fact]
    public async Task Nulls_are_dropped_from_objects_and_kept_in_lists()
    {
        var inputs = await Run.Inputs(() => new SampleArgs
        {
            Text = Output.Create<string>((string)null!),
            Anything = new Dictionary<string, object?> { ["a"] = null, ["b"] = new object?[] { null, 1 } },
        });

        Assert.False(inputs.ContainsKey("text"));
        var (key, value) = Assert.Single(Map(inputs["anything"]));
        Assert.Equal("b", key);
        Assert.Equal([null, 1d], List(value));
    }

    [Fact]
    public async Task What_was_never_set_is_not_sent_and_what_was_emptied_is()
    {
        var inputs = await Run.Inputs(() => new SampleArgs { Items = [] });

        Assert.Equal(["items"], inputs.Keys);
        Assert.Empty(List(inputs["items"]));
    }

    [Fact]
    public async Task Secrets_arrive_as_plain_values()
    {
        var inputs = await Run.Inputs(() => new SampleArgs
        {
            Text = Output.CreateSecret("s"),
            Part = new PartArgs { Label = Output.CreateSecret("t") },
            Labels = { ["k"] = Output.CreateSecret("u") },
        });

        Assert.Equal(("s", "t", "u"), (inputs["text"], Map(inputs["part"])["label"], Map(inputs["labels"])["k"]));
    }

    [Fact]
    public async Task One_unknown_anywhere_drops_the_whole_property_and_no_other()
    {
        var unknown = OutputUtilities.CreateUnknown("?");
        var inputs = await Run.Inputs(() => new SampleArgs
        {
            Text = unknown,
            Items = { "a", unknown },
            Labels = { ["a"] = "b", ["c"] = unknown },
            Part = new PartArgs { Label = unknown, Size = 1 },
            Anything = new Dictionary<string, object>
            {
                ["deep"] = new List<object> { new Dictionary<string, object> { ["x"] = unknown } },
            },
            Flag = true,
        });

        Assert.Equal(["flag"], inputs.Keys);
    }

    [Fact]
    public async Task Json_becomes_maps_lists_and_doubles_and_keeps_its_nulls()
    {
        var inputs = await Run.Inputs(() => new SampleArgs { Json = "{\"a\":[1,true,null],\"b\":null}" });

        var json = Map(inputs["json"]);
        Assert.Equal([1d, true, null], List(json["a"]));
        Assert.Equal(["a", "b"], json.Keys.Order());
        Assert.Null(json["b"]);
    }

    [Fact]
    public async Task Outputs_are_waited_for()
    {
        var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var mocks = new SampleMocks();
        var run = Run.Program(mocks, () => _ = new SampleResource("it", new SampleArgs { Items = { Output.Create(source.Task) } }));
        Assert.Empty(mocks.Resources);

        source.SetResult("late");
        await run;

        Assert.Equal(["late"], List(mocks["it"].Inputs["items"]));
    }

    [Fact]
    public async Task Keys_that_start_with_two_underscores_are_dropped_from_objects()
    {
        var inputs = await Run.Inputs(() => new SampleArgs { Anything = new Dictionary<string, object> { ["__x"] = 1, ["y"] = 2 } });

        Assert.Equal(["y"], Map(inputs["anything"]).Keys);
    }

    public static TheoryData<object> Unsupported => new()
    {
        1L, 1f, 1m, Guid.Empty, new Uri("https://example.com"), new { a = 1 }, DateTime.UnixEpoch,
    };

    [Theory]
    [MemberData(nameof(Unsupported))]
    public async Task Refuses_types_that_the_engine_does_not_know(object value)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Inputs(() => new SampleArgs { Anything = value }));

        Assert.Contains(
            $"error serializing property \"anything\": {value.GetType().FullName} is not a supported argument type.\n\t"
            + "resource:it[sample:index:Resource].anything",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_tasks_inside_arguments()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Inputs(() => new SampleArgs { Anything = Task.FromResult(1) }));

        Assert.Contains(
            "Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_dictionaries_whose_keys_are_not_texts()
    {
        var error = await Assert.ThrowsAsync<RunException>(
            () => Run.Inputs(() => new SampleArgs { Anything = new Dictionary<int, string> { [1] = "a" } }));

        Assert.Contains("Dictionaries are only supported with string keys:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_missing_required_input()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Inputs(() => new StrictArgs()));

        Assert.Contains(
            "[Input] Infra.Tests.Sdk.StrictArgs.Must is required but was not given a value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_can_be_a_dictionary()
    {
        var inputs = await Run.Inputs(() => new DictionaryResourceArgs(
            ImmutableDictionary<string, object?>.Empty.Add("a", 1).Add("b", Output.Create("x"))));

        Assert.Equal((1d, "x"), (inputs["a"], inputs["b"]));
    }

    [Fact]
    public async Task Provider_inputs_that_are_not_texts_arrive_as_json_text()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () => _ = new SampleProvider("it", new()
        {
            Region = "eu",
            Retries = 3,
            Insecure = Output.Create(true),
            Endpoints = { new PartArgs { Label = "a<\"b\"", Size = 1 }, new PartArgs { Label = "c" } },
        }));

        var inputs = mocks["it"].Inputs;
        Assert.Equal("pulumi:providers:sample", mocks["it"].Type);
        Assert.Equal(("eu", "3", "true"), (inputs["region"], inputs["retries"], inputs["insecure"]));
        var endpoints = Assert.IsType<string>(inputs["endpoints"]);
        Assert.Equal("[ { \"label\": \"a\\u003c\\\"b\\\"\", \"size\": 1 }, { \"label\": \"c\" } ]", endpoints);
        Assert.Equal("a<\"b\"", JsonDocument.Parse(endpoints).RootElement[0].GetProperty("label").GetString());
    }

    [Fact]
    public async Task An_unknown_provider_input_is_dropped()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () => _ = new SampleProvider("it", new() { Retries = OutputUtilities.CreateUnknown(1), Region = "eu" }));

        Assert.Equal(["region"], mocks["it"].Inputs.Keys);
    }

    [Fact]
    public async Task Assets_and_archives_arrive_as_such()
    {
        var inputs = await Run.Inputs(() => new SampleArgs
        {
            Asset = new StringAsset("text"),
            Anything = new List<AssetOrArchive>
            {
                new FileAsset("a"),
                new RemoteAsset("https://example.com/a"),
                new FileArchive("b"),
                new RemoteArchive("https://example.com/b"),
                new AssetArchive(new Dictionary<string, AssetOrArchive> { ["c"] = new StringAsset("d") }),
            },
        });

        Assert.IsType<StringAsset>(inputs["asset"]);
        Assert.Equal(
            [typeof(FileAsset), typeof(RemoteAsset), typeof(FileArchive), typeof(RemoteArchive), typeof(AssetArchive)],
            List(inputs["anything"]).Select(asset => asset!.GetType()));
    }

    [Fact]
    public async Task An_output_of_one_resource_can_be_the_input_of_another()
    {
        var mocks = SampleMocks.Returning(
            ("part", ImmutableDictionary<string, object>.Empty.Add("label", "x").Add("size", 2)));
        await Run.Program(mocks, () =>
        {
            var first = new SampleResource("first");
            _ = new SampleResource("second", new SampleArgs { Anything = first.Part });
        });

        Assert.Equal(("x", 2d), (Map(mocks["second"].Inputs["anything"])["label"], Map(mocks["second"].Inputs["anything"])["size"]));
    }

    [Fact]
    public async Task A_resource_as_an_input_arrives_as_a_resource()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () => _ = new SampleResource("second", new SampleArgs { Anything = new SampleResource("first") }));

        var resource = Assert.IsAssignableFrom<Resource>(mocks["second"].Inputs["anything"]);
        Assert.EndsWith("::first", (await Data.Of(resource.Urn)).Value, StringComparison.Ordinal);
    }

    private static object?[] List(object? value) => [.. Assert.IsType<ImmutableArray<object>>(value)];

    private static ImmutableDictionary<string, object> Map(object? value) => Assert.IsType<ImmutableDictionary<string, object>>(value);
}
