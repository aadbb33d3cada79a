using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    internal Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options) =>
        Output<T>.From(InvokeToOutputAsync<T>(token, args, options));

    internal Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options) =>
        Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(result => result.Values.First());

    internal async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var result = await InvokeAsync<ImmutableDictionary<string, T>>(token, args, options).ConfigureAwait(false);
        return result.Values.First();
    }

    /// <summary>Calls a function with plain arguments; those that are unknown are left out.</summary>
    internal async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serializer = new PropertySerializer($"invoke:{token}");
        var arguments = await serializer.SerializeAsync((args ?? InvokeArgs.Empty).ToProperties()).ConfigureAwait(false);
        var result = await CallMocksAsync(token, arguments, options?.ProviderFor(token)).ConfigureAwait(false);
        return Read<T>(result).Value;
    }

    /// <summary>
    /// Calls a function whose result is an output. Nothing is called while an argument, or the id of a resource that the call
    /// depends on, is unknown: the result is then unknown too.
    /// </summary>
    private async ValueTask<OutputData<T>> InvokeToOutputAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serializer = new PropertySerializer($"invoke:{token}");
        var arguments = await SerializeAsync($"invoke {token}", serializer, args ?? InvokeArgs.Empty).ConfigureAwait(false);
        var unknown = new OutputData<T>(default!, OutputData.NoResources, isKnown: false);
        if (arguments.HasUnknowns)
        {
            return unknown;
        }

        var dependsOn = options is InvokeOutputOptions { DependsOn: var given }
            ? await given.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false)
            : [];
        var dependencies = serializer.Dependencies.Union(dependsOn).ToImmutableHashSet();
        foreach (var resource in ComponentResource.Reach(dependencies).Concat(dependencies).OfType<CustomResource>())
        {
            var id = await resource.Id.DataAsync().ConfigureAwait(false);
            if (!id.IsKnown)
            {
                return unknown;
            }
        }

        var result = Read<T>(await CallMocksAsync(token, arguments, options?.ProviderFor(token)).ConfigureAwait(false));
        return new(result.Value, dependencies, result.IsKnown, result.IsSecret);
    }

    /// <summary>A failure is reported even if nobody reads the output that it ends in.</summary>
    private async ValueTask<SerializedProperties> SerializeAsync(string label, PropertySerializer serializer, InputArgs args)
    {
        try
        {
            return await serializer.SerializeAsync(args.ToProperties()).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ReportError($"Error serializing arguments for {label}: {exception}");
            throw;
        }
    }

    private async Task<SerializedProperties> CallMocksAsync(string token, SerializedProperties arguments, ProviderResource? provider)
    {
        var result = await _mocks.CallAsync(new MockCallArgs
        {
            Token = token,
            Args = arguments.Values,
            Provider = provider is null ? "" : await provider.GetReferenceAsync().ConfigureAwait(false),
        }).ConfigureAwait(false);
        return await new PropertySerializer("").SerializeAsync(PropertySerializer.PropertiesOf(result)).ConfigureAwait(false);
    }

    /// <summary>A result is one value: unknown or secret as soon as a part of it is.</summary>
    private static OutputData<T> Read<T>(SerializedProperties result)
    {
        var isSecret = result.Marked?.Values.Any(property => property.IsSecret) == true;
        if (result.HasUnknowns)
        {
            return new(default!, OutputData.NoResources, isKnown: false, isSecret);
        }

        var values = result.Values.RemoveRange(result.Values.Keys.Where(Wire.IsInternal));
        return OutputData<T>.Plain(OutputConverter.Convert<T>(values), isSecret);
    }
}
