using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Sdk;

public sealed class OutputTests
{
    [Fact]
    public async Task A_created_output_is_known_plain_and_independent()
    {
        var data = await Data.Of(Output.Create(3));

        Assert.Equal((3, true, false, 0), (data.Value, data.IsKnown, data.IsSecret, data.Dependencies.Count));
    }

    [Fact]
    public async Task An_output_of_a_task_has_the_value_of_the_task()
    {
        var source = new TaskCompletionSource<string>();
        var output = Output.Create(source.Task).Apply(text => text + "!");

        source.SetResult("late");

        Assert.Equal("late!", await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task Apply_accepts_values_tasks_inputs_and_outputs()
    {
        var one = Output.Create(1);

        Assert.Equal(2, (await Data.Of(one.Apply(value => value + 1))).Value);
        Assert.Equal(3, (await Data.Of(one.Apply(value => Task.FromResult(value + 2)))).Value);
        Assert.Equal(4, (await Data.Of(one.Apply(value => (Input<int>)(value + 3)))).Value);
        Assert.Equal(5, (await Data.Of(one.Apply(value => Output.Create(value + 4)))).Value);
    }

    [Fact]
    public async Task Apply_does_not_call_its_function_on_an_unknown_value()
    {
        var isCalled = false;
        var result = OutputUtilities.CreateUnknown("").Apply(_ => isCalled = true);

        Assert.False((await Data.Of(result)).IsKnown);
        Assert.False(isCalled);
    }

    [Fact]
    public async Task Apply_keeps_secrecy_and_joins_that_of_the_inner_output()
    {
        Assert.True((await Data.Of(Output.CreateSecret("s").Apply(value => value.Length))).IsSecret);
        Assert.True((await Data.Of(Output.Create("p").Apply(_ => Output.CreateSecret("s")))).IsSecret);
        Assert.True((await Data.Of(Output.CreateSecret("s").Apply(_ => Output.Create("p")))).IsSecret);
    }

    [Fact]
    public async Task Apply_of_an_unknown_inner_output_is_unknown()
    {
        var data = await Data.Of(Output.Create(1).Apply(_ => OutputUtilities.CreateUnknown(2)));

        Assert.False(data.IsKnown);
    }

    [Fact]
    public async Task A_secret_can_be_made_and_unmade()
    {
        var secret = Output.CreateSecret(Output.Create("x"));

        Assert.True(await Output.IsSecretAsync(secret));
        Assert.False(await Output.IsSecretAsync(Output.Unsecret(secret)));
        Assert.Equal("x", await OutputUtilities.GetValueAsync(Output.Unsecret(secret)));
    }

    [Fact]
    public async Task All_keeps_the_order_and_is_unknown_or_secret_as_soon_as_one_is()
    {
        Assert.Equal([1, 2, 3], (await Data.Of(Output.All(Output.Create(1), Output.Create(2), Output.Create(3)))).Value.AsEnumerable());

        var mixed = await Data.Of(Output.All<string>("a", Output.CreateSecret("b"), OutputUtilities.CreateUnknown("c")));
        Assert.Equal((false, true), (mixed.IsKnown, mixed.IsSecret));
    }

    [Fact]
    public async Task Tuples_of_two_to_eight_join_their_parts()
    {
        Input<int> one = 1;
        var secret = Output.CreateSecret("s");

        Assert.Equal((1, 2), (await Data.Of(Output.Tuple(one, (Input<int>)2))).Value);
        Assert.Equal(("s", "s", "s"), (await Data.Of(Output.Tuple(secret, secret, secret))).Value);
        Assert.Equal((1, 1, 1, 1), (await Data.Of(Output.Tuple(one, one, one, one))).Value);
        Assert.Equal((1, 1, 1, 1, 1), (await Data.Of(Output.Tuple(one, one, one, one, one))).Value);
        Assert.Equal((1, 1, 1, 1, 1, 1), (await Data.Of(Output.Tuple(one, one, one, one, one, one))).Value);
        Assert.Equal((1, 1, 1, 1, 1, 1, 1), (await Data.Of(Output.Tuple(one, one, one, one, one, one, one))).Value);
        var eight = await Data.Of(Output.Tuple(secret, secret, secret, secret, secret, secret, secret, Output.Create(8)));
        Assert.Equal(8, eight.Value.Item8);
        Assert.True(eight.IsSecret);
    }

    [Fact]
    public async Task Format_takes_plain_values_inputs_and_outputs()
    {
        Input<string> input = "in";
        var data = await Data.Of(Output.Format($"{1.5}-{input}-{Output.CreateSecret("out")}"));

        Assert.Equal("1.5-in-out", data.Value);
        Assert.True(data.IsSecret);
    }

    [Fact]
    public async Task Dependencies_are_the_resources_that_a_value_came_from()
    {
        SampleResource? first = null, second = null;
        Output<string>? joined = null;
        await Run.Program(() =>
        {
            first = new SampleResource("first", new SampleArgs { Text = "a" });
            second = new SampleResource("second", new SampleArgs { Text = first.Text });
            joined = Output.Format($"{first.Id}{second.Text}{"plain"}");
        });

        Assert.Equal(new Resource[] { first!, second! }.ToImmutableHashSet(), (await Data.Of(joined!)).Dependencies);
        Assert.Equal([second!], (await Data.Of(second!.Text)).Dependencies);
        Assert.Equal([first!], (await Data.Of(OutputUtilities.WithDependency(Output.Create(1), first!))).Dependencies);
    }

    [Fact]
    public async Task Outputs_of_lists_and_unions_can_be_taken_apart()
    {
        var list = Output.Create(ImmutableArray.Create("a", "b"));
        Assert.Equal("b", (await Data.Of(list.GetAt(1))).Value);
        Assert.Equal("a", (await Data.Of(list.First())).Value);
        Assert.Equal(2, (await Data.Of(list.Length())).Value);

        var union = Output.Create(Union<string, int>.FromT1(5));
        Assert.True((await Data.Of(union.IsT1())).Value);
        Assert.False((await Data.Of(union.IsT0())).Value);
        Assert.Equal(5, (await Data.Of(union.AsT1())).Value);
        Assert.Equal((object)5, (await Data.Of(union.Value())).Value);
    }

    [Fact]
    public async Task JsonSerialize_writes_nested_outputs_and_lifts_what_they_know()
    {
        var known = await Data.Of(Output.JsonSerialize(Output.Create(new { a = 1, b = Output.CreateSecret("s"), c = (Input<int>)2 })));
        Assert.Equal(("{\"a\":1,\"b\":\"s\",\"c\":2}", true), (known.Value, known.IsSecret));

        var unknown = await Data.Of(Output.JsonSerialize(Output.Create(new { a = OutputUtilities.CreateUnknown(1) })));
        Assert.False(unknown.IsKnown);
    }

    [Fact]
    public async Task JsonDeserialize_reads_and_stays_secret()
    {
        var data = await Data.Of(Output.JsonDeserialize<Dictionary<string, int>>(Output.CreateSecret("{\"a\":1}")));

        Assert.Equal(1, data.Value["a"]);
        Assert.True(data.IsSecret);
    }

    [Fact]
    public async Task Writing_an_output_as_text_says_how_to_do_it()
    {
        string? text = null;
        await Run.Program(() => text = Output.Create(1).ToString());

        Assert.StartsWith("Calling [ToString] on an [Output<T>] is not supported.", text, StringComparison.Ordinal);
    }
}
