using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Sdk;

/// <summary>What becomes of the state that mocks return.</summary>
public sealed class ResourceOutputTests
{
    [Fact]
    public async Task Values_take_the_types_that_outputs_declare()
    {
        Assert.Equal("a", (await Run.Output(it => it.Text, null, ("text", "a"))).Value);
        Assert.Equal(3, (await Run.Output(it => it.Number, null, ("number", 3.9))).Value);
        Assert.Equal(4, (await Run.Output(it => it.Maybe, null, ("maybe", 4))).Value);
        Assert.Equal(0.5, (await Run.Output(it => it.Ratio, null, ("ratio", 0.5))).Value);
        Assert.True((await Run.Output(it => it.Flag, null, ("flag", true))).Value);
        Assert.Equal(Colour.Red, (await Run.Output(it => it.Colour, null, ("colour", "red"))).Value);
        Assert.Equal(Level.High, (await Run.Output(it => it.Level, null, ("level", 7))).Value);
        Assert.IsType<StringAsset>((await Run.Output(it => it.Asset, null, ("asset", new StringAsset("x")))).Value);
    }

    [Fact]
    public async Task Outputs_can_be_read_for_the_first_time_by_several_threads_at_once()
    {
        const int readers = 4;
        for (var round = 0; round < 40; round++)
        {
            var resources = await Run.Program(() =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    _ = new SampleResource($"resource-{i}");
                }
            });

            using var start = new Barrier(readers);
            await Task.WhenAll(
                Enumerable.Range(0, readers).Select(_ => Task.Factory.StartNew(ReadAll, TaskCreationOptions.LongRunning).Unwrap()));

            async Task ReadAll()
            {
                start.SignalAndWait();
                foreach (var resource in resources.OfType<SampleResource>())
                {
                    Assert.EndsWith(
                        resource.GetResourceName(),
                        await OutputUtilities.GetValueAsync(resource.Urn),
                        StringComparison.Ordinal);
                    Assert.StartsWith(
                        resource.GetResourceName(),
                        await OutputUtilities.GetValueAsync(resource.Id),
                        StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task Objects_become_output_types_by_their_constructors()
    {
        object state = new Dictionary<string, object?> { ["label"] = "x", ["size"] = 2 };
        var part = (await Run.Output(it => it.Part, null, ("part", state))).Value;
        var parts = (await Run.Output(it => it.Parts, null, ("parts", new[] { state }))).Value;

        Assert.Equal(("x", 2), (part!.Label, part.Size));
        Assert.Equal("x", Assert.Single(parts).Label);
    }

    [Fact]
    public async Task Missing_parts_of_an_object_are_default()
    {
        var part = (await Run.Output(it => it.Part, null, ("part", ImmutableDictionary<string, object>.Empty))).Value;

        Assert.Equal((null, null), (part!.Label, part.Size));
    }

    [Fact]
    public async Task Maps_unions_json_and_objects_are_read()
    {
        var map = ImmutableDictionary<string, object>.Empty.Add("k", "v");

        Assert.Equal("v", (await Run.Output(it => it.Labels, null, ("labels", map))).Value!["k"]);
        Assert.Equal("a", (await Run.Output(it => it.Choice, null, ("choice", "a"))).Value.AsT0);
        Assert.Equal(2, (await Run.Output(it => it.Choice, null, ("choice", 2))).Value.AsT1);
        Assert.Equal("v", (await Run.Output(it => it.Json, null, ("json", map))).Value.GetProperty("k").GetString());
        Assert.Equal(1d, (await Run.Output(it => it.Anything, null, ("anything", 1))).Value);
    }

    [Fact]
    public async Task A_value_of_another_type_becomes_the_default()
    {
        var data = await Run.Output(it => it.Number, null, ("number", "three"));

        Assert.Equal((0, true), (data.Value, data.IsKnown));
    }

    [Fact]
    public async Task Missing_outputs_are_unknown_in_a_preview_and_null_otherwise()
    {
        Assert.False((await Run.Output(it => it.Text, Run.Preview)).IsKnown);

        var updated = await Run.Output(it => it.Text, Run.Update);
        Assert.Equal((null, true), (updated.Value, updated.IsKnown));
        Assert.True((await Run.Output(it => it.Parts, Run.Update)).Value.IsDefault);
    }

    [Fact]
    public async Task An_output_that_mocks_return_as_unknown_or_secret_is_so()
    {
        Assert.False((await Run.Output(it => it.Text, null, ("text", Pulumi.Utilities.OutputUtilities.CreateUnknown("")))).IsKnown);

        var secret = await Run.Output(it => it.Text, null, ("text", Output.CreateSecret("s")));
        Assert.Equal(("s", true), (secret.Value, secret.IsSecret));
    }

    [Fact]
    public async Task A_secret_input_does_not_make_the_echoed_output_secret()
    {
        Output<string>? text = null;
        await Run.Program(() => text = new SampleResource(
            "it",
            new SampleArgs { Text = Output.CreateSecret("s") },
            new() { AdditionalSecretOutputs = { "text" } }).Text);

        Assert.Equal(("s", false), await Data.Of(text!) is var data ? (data.Value, data.IsSecret) : default);
    }

    [Fact]
    public async Task Outputs_depend_on_their_resource()
    {
        SampleResource? it = null;
        await Run.Program(() => it = new SampleResource("it"));

        Assert.Equal([it!], (await Data.Of(it!.Text)).Dependencies);
        Assert.Equal([it!], (await Data.Of(it!.Id)).Dependencies);
        Assert.Equal([it!], (await Data.Of(it!.Urn)).Dependencies);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_missing_id_is_unknown_even_in_an_update(string? id)
    {
        var mocks = new SampleMocks { OnResource = args => Task.FromResult<(string?, object)>((id, args.Inputs)) };
        SampleResource? it = null;
        await Run.Program(mocks, () => it = new SampleResource("it"));

        Assert.False((await Data.Of(it!.Id)).IsKnown);
    }

    [Fact]
    public async Task State_must_be_a_dictionary()
    {
        var mocks = new SampleMocks { OnResource = _ => Task.FromResult<(string?, object)>(("id", new { text = "a" })) };

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(mocks, () => _ = new SampleResource("it")));

        Assert.Contains("is not a supported argument type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_may_be_a_mutable_dictionary()
    {
        var mocks = new SampleMocks
        {
            OnResource = _ => Task.FromResult<(string?, object)>(("id", new Dictionary<string, object> { ["text"] = "a" })),
        };
        SampleResource? it = null;
        await Run.Program(mocks, () => it = new SampleResource("it"));

        Assert.Equal("a", (await Data.Of(it!.Text)).Value);
    }

    [Fact]
    public async Task Refuses_outputs_of_types_that_no_output_can_have()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new WrongType("it")));
        Assert.Contains("WrongType.When contains invalid type System.DateTime", error.Message, StringComparison.Ordinal);

        error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new NoOutput("it")));
        Assert.Equal(
            "Output(s) 'text' have incorrect type. [Output] attributed properties must be instances of Output<T>.", error.Message);
    }

    private sealed class WrongType(string name) : CustomResource("sample:index:Wrong", name, null, null)
    {
        [Output("when")]
        public Output<DateTime> When { get; private set; } = null!;
    }

    private sealed class NoOutput(string name) : CustomResource("sample:index:Wrong", name, null, null)
    {
        [Output("text")]
        public string Text { get; private set; } = null!;
    }
}
