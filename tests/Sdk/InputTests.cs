using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Sdk;

public sealed class InputTests
{
    private static readonly string[] _ab = ["a", "b"];

    [Fact]
    public async Task An_input_is_a_value_or_an_output()
    {
        Input<string> value = "a";
        Input<string> output = Output.CreateSecret("b");

        Assert.Equal("a", (await Data.Of(value.ToOutput())).Value);
        Assert.Equal(("b", true), await Data.Of(output.Apply(text => text)) is var data ? (data.Value, data.IsSecret) : default);
        Assert.Null((await Data.Of(((Input<string>?)null).ToOutput())).Value);
    }

    public static TheoryData<InputList<string>, string[]> Lists => new()
    {
        { "a", ["a"] },
        { Output.Create("a"), ["a"] },
        { (Input<string>)"a", ["a"] },
        { _ab, _ab },
        { new[] { Output.Create("a"), Output.Create("b") }, ["a", "b"] },
        { new Input<string>[] { "a", Output.Create("b") }, ["a", "b"] },
        { new List<string> { "a", "b" }, ["a", "b"] },
        { new List<Output<string>> { Output.Create("a") }, ["a"] },
        { new List<Input<string>> { "a" }, ["a"] },
        { ImmutableArray.Create("a", "b"), ["a", "b"] },
        { ImmutableArray.Create(Output.Create("a")), ["a"] },
        { ImmutableArray.Create<Input<string>>("a"), ["a"] },
        { Output.Create(_ab), _ab },
        { Output.Create(new List<string> { "a", "b" }), ["a", "b"] },
        { Output.Create<IEnumerable<string>>(["a", "b"]), ["a", "b"] },
        { Output.Create(ImmutableArray.Create("a", "b")), ["a", "b"] },
        { new() { "a", Output.Create("b"), { "c", "d" }, new InputList<string> { "e" } }, ["a", "b", "c", "d", "e"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_made_of_anything_that_is_like_one(InputList<string> list, string[] expected) =>
        Assert.Equal(expected, (await Data.Of(list.ToOutput())).Value);

    [Fact]
    public async Task Lists_join_without_changing_each_other()
    {
        InputList<string> first = ["a"], second = [Output.CreateSecret("b")];
        var joined = first.Concat(second);
        first.Add("later");

        Assert.Equal(["a", "b"], (await Data.Of(joined.ToOutput())).Value.AsEnumerable());
        Assert.Equal(["a", "later"], (await Data.Of(first.ToOutput())).Value.AsEnumerable());
        Assert.True((await Data.Of(joined.ToOutput())).IsSecret);
    }

    [Fact]
    public async Task A_list_that_was_read_can_still_grow()
    {
        InputList<string> list = ["a"];
        var before = list.ToOutput();
        list.AddRange(new InputList<string> { "b" });

        Assert.Equal(["a"], (await Data.Of(before)).Value.AsEnumerable());
        Assert.Equal(["a", "b"], (await Data.Of(list.ToOutput())).Value.AsEnumerable());
    }

    [Fact]
    public async Task A_list_with_an_unknown_part_is_unknown()
    {
        InputList<string> list = ["a", OutputUtilities.CreateUnknown("b")];

        Assert.False((await Data.Of(list.ToOutput())).IsKnown);
    }

    [Fact]
    public async Task Lists_and_maps_are_enumerated_asynchronously_only()
    {
        InputList<string> list = ["a", "b"];
        InputMap<string> map = new() { ["k"] = "v" };
        var items = new List<string>();
        await foreach (var item in list)
        {
            items.Add((await Data.Of(item.ToOutput())).Value);
        }

        await foreach (var entry in map)
        {
            items.Add((await Data.Of(entry.ToOutput())).Value.Key);
        }

        Assert.Equal(["a", "b", "k"], items);
        Assert.Throws<NotSupportedException>(() => ((System.Collections.IEnumerable)list).GetEnumerator());
        Assert.Throws<NotSupportedException>(() => ((System.Collections.IEnumerable)map).GetEnumerator());
    }

    public static TheoryData<InputMap<int>> Maps => new()
    {
        new InputMap<int> { { "a", 1 }, { "b", Output.Create(2) } },
        new InputMap<int> { ["a"] = 1, ["b"] = 2 },
        new InputMap<int> { { "a", 1 }, new InputMap<int> { { "b", 2 } } },
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 },
        ImmutableDictionary<string, int>.Empty.Add("a", 1).Add("b", 2),
        Output.Create(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }),
        Output.Create<IDictionary<string, int>>(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }),
        Output.Create(ImmutableDictionary<string, int>.Empty.Add("a", 1).Add("b", 2)),
    };

    [Theory]
    [MemberData(nameof(Maps))]
    public async Task A_map_is_made_of_anything_that_is_like_one(InputMap<int> map) =>
        Assert.Equal([("a", 1), ("b", 2)], (await Data.Of(map.ToOutput())).Value.Select(entry => (entry.Key, entry.Value)).Order());

    [Fact]
    public async Task Merging_maps_lets_the_second_win()
    {
        var merged = InputMap<string>.Merge(new() { ["a"] = "1", ["b"] = "1" }, new() { ["b"] = "2" });

        var values = (await Data.Of(merged.ToOutput())).Value;
        Assert.Equal(("1", "2"), (values["a"], values["b"]));
    }

    [Fact]
    public async Task A_key_can_be_added_twice_with_the_same_value_only()
    {
        var same = new InputMap<string> { { "a", "1" }, { "a", "1" } };
        Assert.Single((await Data.Of(same.ToOutput())).Value);

        var other = new InputMap<string> { { "a", "1" }, { "a", "2" } };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Data.Of(other.ToOutput()));
        Assert.Equal("Key 'a' already exists in the map with a different value.", error.Message);
    }

    [Fact]
    public async Task Lists_and_maps_of_unions_take_either_type()
    {
        var list = new InputList<Union<string, int>>();
        list.Add((Input<string>)"a");
        list.Add((Input<int>)1);
        var map = new InputMap<Union<string, int>>();
        map.Add("k", (Input<int>)2);

        Assert.Equal([(object)"a", 1], (await Data.Of(list.ToOutput())).Value.Select(union => union.Value));
        Assert.Equal(2, (await Data.Of(map.ToOutput())).Value["k"].AsT1);
    }

    public static TheoryData<InputUnion<string, int>, object> Unions => new()
    {
        { "a", "a" },
        { 1, 1 },
        { Output.Create("a"), "a" },
        { Output.Create(1), 1 },
        { (Input<string>)"a", "a" },
        { (Input<int>)1, 1 },
        { (Union<string, int>)1, 1 },
        { Output.Create<Union<string, int>>("a"), "a" },
    };

    [Theory]
    [MemberData(nameof(Unions))]
    public async Task A_union_takes_either_type(InputUnion<string, int> union, object expected) =>
        Assert.Equal(expected, (await Data.Of(union.ToOutput())).Value.Value);

    [Fact]
    public void A_union_knows_which_of_its_types_it_has()
    {
        Union<string, int> text = "a", number = 1;

        Assert.True(text.IsT0);
        Assert.Equal("a", text.AsT0);
        Assert.Throws<InvalidOperationException>(() => text.AsT1);
        Assert.Equal(2, number.Match(_ => 0, value => value + 1));
        Assert.Equal(2L, number.MapT1(value => value + 1L).AsT1);
        Assert.True(number.TryPickT1(out var picked, out _));
        Assert.Equal(1, picked);
        Assert.NotEqual(text, number);
        Assert.True(number == Union<string, int>.FromT1(1));
    }

    public static TheoryData<InputJson> Jsons => new()
    {
        "{\"a\":1}",
        JsonDocument.Parse("{\"a\":1}"),
        JsonDocument.Parse("{\"a\":1}").RootElement,
        Output.Create("{\"a\":1}"),
        Output.Create(JsonDocument.Parse("{\"a\":1}")),
        Output.Create(JsonDocument.Parse("{\"a\":1}").RootElement),
    };

    [Theory]
    [MemberData(nameof(Jsons))]
    public async Task Json_is_made_of_text_and_documents(InputJson json) =>
        Assert.Equal(1, (await Data.Of(json.ToOutput())).Value.GetProperty("a").GetInt32());
}
