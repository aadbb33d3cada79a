using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The outputs of another stack.</summary>
public class StackReference : CustomResource
{
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new() { Id = args?.Name ?? name }))
    {
    }

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>An output of the stack, or null.</summary>
    public Output<object?> GetOutput(Input<string> name) =>
        WithOwnSecrecy(name, Output.Tuple(name.ToOutput(), Outputs).Apply(both => both.Item2.GetValueOrDefault(both.Item1)));

    /// <summary>An output that the stack must have.</summary>
    public Output<object> RequireOutput(Input<string> name) =>
        WithOwnSecrecy(name, Output.Tuple(name.ToOutput(), Name, Outputs).Apply(all =>
            all.Item3.TryGetValue(all.Item1, out var value)
                ? value
                : throw new KeyNotFoundException($"Required output '{all.Item1}' does not exist on stack '{all.Item2}'.")));

    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).DataAsync().ConfigureAwait(false);
        return data.IsSecret ? new() { SecretValue = data.Value } : new() { Value = data.Value };
    }

    public Task<object?> GetValueAsync(Input<string> name) => ReadAsync(GetOutput(name), "GetOutput");

    public Task<object> RequireValueAsync(Input<string> name) => ReadAsync(RequireOutput(name), "RequireOutput");

    private static async Task<T> ReadAsync<T>(Output<T> output, string method)
    {
        var data = await output.DataAsync().ConfigureAwait(false);
        return data.IsSecret
            ? throw new InvalidOperationException(
                $"Cannot call '{method}ValueAsync' if the referenced stack has secret outputs. Use '{method}' instead.")
            : data.Value;
    }

    /// <summary>
    /// The outputs together are secret as soon as one of them is; a single one is secret only if the stack names it, where that
    /// can be known.
    /// </summary>
    private Output<T> WithOwnSecrecy<T>(Input<string> name, Output<T> value)
    {
        return Output<T>.From(DataAsync());

        async ValueTask<OutputData<T>> DataAsync()
        {
            var data = await value.DataAsync().ConfigureAwait(false);
            var key = await name.ToOutput().DataAsync().ConfigureAwait(false);
            var secrets = await SecretOutputNames.DataAsync().ConfigureAwait(false);
            var isSecret = key.IsKnown && secrets.IsKnown
                ? secrets.Value.Contains(key.Value)
                : (await Outputs.DataAsync().ConfigureAwait(false)).IsSecret;
            return new(data.Value, data.Resources, data.IsKnown, isSecret);
        }
    }
}

/// <summary>Which stack is referred to.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <value>The name of the reference itself.</value>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

/// <summary>An output of another stack, in one property if it is secret and in the other if not.</summary>
public sealed class StackReferenceOutputDetails
{
    public object? Value { get; set; }

    public object? SecretValue { get; set; }
}
