using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Tests.Planning;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests.Sdk;

/// <summary>Mocks that give inputs back as outputs, with an id, and remember what they saw.</summary>
internal sealed class SampleMocks : IMocks
{
    public ConcurrentQueue<MockResourceArgs> Resources { get; } = [];

    public ConcurrentQueue<MockCallArgs> Calls { get; } = [];

    public ConcurrentQueue<MockRegisterResourceOutputsRequest> Outputs { get; } = [];

    public Func<MockResourceArgs, Task<(string? Id, object State)>> OnResource { get; init; } =
        args => Task.FromResult<(string?, object)>(($"{args.Name}-id", args.Inputs));

    public Func<MockCallArgs, object> OnCall { get; init; } = args => args.Args;

    public MockResourceArgs this[string name] => Resources.Single(resource => resource.Name == name);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Resources.Enqueue(args);
        return OnResource(args)!;
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Enqueue(args);
        return Task.FromResult(OnCall(args));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        Outputs.Enqueue(args);
        return Task.CompletedTask;
    }

    public static SampleMocks Returning(params (string Name, object? Value)[] state) => new()
    {
        OnResource = args => Task.FromResult<(string?, object)>(
            ($"{args.Name}-id", state.ToImmutableDictionary(property => property.Name, property => property.Value!))),
    };
}

/// <summary>Runs programs under mocks.</summary>
internal static class Run
{
    public static TestOptions Preview => new() { IsPreview = true };

    public static TestOptions Update => new() { IsPreview = false };

    public static Task<ImmutableArray<Resource>> Program(Action program, TestOptions? options = null) =>
        Program(new SampleMocks(), program, options);

    public static Task<ImmutableArray<Resource>> Program(IMocks mocks, Action program, TestOptions? options = null) =>
        Deployment.TestAsync(mocks, options ?? Update, program);

    /// <summary>What the mocks get for a resource with these arguments.</summary>
    public static async Task<ImmutableDictionary<string, object>> Inputs(Func<ResourceArgs> args)
    {
        var mocks = new SampleMocks();
        await Program(mocks, () => _ = new SampleResource("it", args()));
        return mocks["it"].Inputs;
    }

    /// <summary>One output of a resource, as data, from a mock that returns this state.</summary>
    public static async Task<Data<T>> Output<T>(
        Func<SampleResource, Output<T>> output, TestOptions? options = null, params (string Name, object? Value)[] state)
    {
        Output<T>? read = null;
        await Program(SampleMocks.Returning(state), () => read = output(new SampleResource("it")), options);
        return await Data.Of(read!);
    }
}

/// <summary>What an output carries.</summary>
internal sealed record Data<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Dependencies);

internal static class Data
{
    public static async Task<Data<T>> Of<T>(Output<T> output) => new(
        await Pulumi.Utilities.OutputUtilities.GetValueAsync(output),
        await Pulumi.Utilities.OutputUtilities.GetIsKnownAsync(output),
        await Output.IsSecretAsync(output),
        await Pulumi.Utilities.OutputUtilities.GetDependenciesAsync(output));
}
