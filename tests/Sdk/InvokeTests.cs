using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Tests.Sdk;

/// <summary>Functions of providers, answered by mocks.</summary>
public sealed class InvokeTests
{
    private const string Token = "sample:index:lookup";

    [Fact]
    public async Task A_function_gets_its_arguments_and_returns_its_type()
    {
        var mocks = Answering();
        LookupResult? result = null;
        await Deployment.TestAsync(mocks, Run.Update, async () =>
        {
            result = await Deployment.Instance.InvokeAsync<LookupResult>(Token, new LookupArgs { Key = "k", Count = 2 })
                .ConfigureAwait(false);
        });

        var call = Assert.Single(mocks.Calls);
        Assert.Equal((Token, "k", 2d, ""), (call.Token, call.Args["key"], call.Args["count"], call.Provider));
        Assert.Equal("found", result!.Value);
        Assert.Equal(["a", "b"], result.Zones.AsEnumerable());
    }

    [Fact]
    public async Task A_function_with_an_output_as_argument_depends_on_it()
    {
        var mocks = Answering();
        SampleResource? it = null;
        Output<LookupResult>? result = null;
        await Run.Program(mocks, () =>
        {
            it = new SampleResource("it", new SampleArgs { Text = "k" });
            result = Deployment.Instance.Invoke<LookupResult>(Token, new LookupArgs { Key = it.Text });
        });

        var data = await Data.Of(result!);
        Assert.Equal("found", data.Value.Value);
        Assert.Equal([it!], data.Dependencies);
        Assert.Equal("k", Assert.Single(mocks.Calls).Args["key"]);
    }

    [Fact]
    public async Task A_function_with_an_unknown_argument_is_not_called_and_its_result_is_unknown()
    {
        var mocks = Answering();
        Output<LookupResult>? result = null;
        await Run.Program(mocks, () => result = Deployment.Instance.Invoke<LookupResult>(
            Token, new LookupArgs { Key = OutputUtilities.CreateUnknown("k") }));

        Assert.False((await Data.Of(result!)).IsKnown);
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task A_function_waits_for_what_it_depends_on_and_is_unknown_while_that_has_no_id()
    {
        var mocks = new SampleMocks { OnResource = args => Task.FromResult<(string?, object)>((null, args.Inputs)) };
        Output<LookupResult>? result = null;
        await Run.Program(mocks, () => result = Deployment.Instance.Invoke<LookupResult>(
            Token, new LookupArgs { Key = "k" }, new InvokeOutputOptions { DependsOn = { new SampleResource("it") } }));

        Assert.False((await Data.Of(result!)).IsKnown);
        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task A_secret_argument_does_not_make_the_result_secret()
    {
        Output<LookupResult>? result = null;
        await Run.Program(Answering(), () => result = Deployment.Instance.Invoke<LookupResult>(
            Token, new LookupArgs { Key = Output.CreateSecret("k") }));

        Assert.False((await Data.Of(result!)).IsSecret);
    }

    [Fact]
    public async Task A_function_uses_the_provider_that_it_is_given_or_that_of_its_parent()
    {
        var mocks = Answering();
        await Run.Program(mocks, () =>
        {
            var provider = new SampleProvider("prov");
            var component = new SampleComponent("comp", new() { Provider = provider });
            _ = Deployment.Instance.Invoke<LookupResult>(Token, new LookupArgs(), new InvokeOptions { Provider = provider });
            _ = Deployment.Instance.Invoke<LookupResult>(Token, new LookupArgs(), new InvokeOptions { Parent = component });
        });

        Assert.Equal(2, mocks.Calls.Count);
        Assert.All(mocks.Calls, call => Assert.EndsWith("::prov::prov-id", call.Provider, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_single_result_is_taken_out_of_its_object()
    {
        var mocks = new SampleMocks { OnCall = _ => ImmutableDictionary<string, object>.Empty.Add("only", 5) };
        Output<int>? single = null;
        await Run.Program(mocks, () => single = Deployment.Instance.InvokeSingle<int>(Token, new LookupArgs()));

        Assert.Equal(5, (await Data.Of(single!)).Value);
    }

    [Fact]
    public async Task A_function_takes_a_dictionary_and_may_have_no_result()
    {
        var mocks = new SampleMocks();
        await Deployment.TestAsync(mocks, Run.Update, () => Deployment.Instance.InvokeAsync(
            Token, new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add("a", 1))));

        Assert.Equal(1d, Assert.Single(mocks.Calls).Args["a"]);
    }

    [Fact]
    public async Task An_exception_in_a_mock_fails_the_run()
    {
        var mocks = new SampleMocks { OnCall = _ => throw new RunException("no such thing") };

        var error = await Assert.ThrowsAsync<RunException>(
            () => Run.Program(mocks, () => _ = Deployment.Instance.Invoke<LookupResult>(Token, new LookupArgs())));

        Assert.Equal("no such thing", error.Message);
    }

    private static SampleMocks Answering() => new()
    {
        OnCall = _ => new Dictionary<string, object> { ["value"] = "found", ["zones"] = new[] { "a", "b" } },
    };
}
