using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// A value that may not be there yet, and what is known about it: whether it is known, secret, and on which resources it depends.
/// </summary>
/// <remarks>
/// Most outputs of an evaluation are complete when they are made, so the data lies in the object itself and a task exists only
/// where something must be waited for. The outputs of a resource share the state of its registration and are converted when first
/// read: of the thirty outputs of a typical resource a program reads one or two.
/// </remarks>
public sealed class Output<T> : IOutput
{
    private OutputData<T> _data;
    private object? _source; // A registration, or a task; absent where the data was there from the start.
    private readonly short _slot;
    private volatile bool _isSettled;

    internal Output(OutputData<T> data)
    {
        _data = data;
        _isSettled = true;
    }

    internal Output(ResourceState state, short slot)
    {
        _source = state;
        _slot = slot;
    }

    private Output(Task<OutputData<T>> task) => _source = task;

    public static Output<T> Create(Task<T> value) => Create(value, isSecret: false);

    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        Apply(async Task<ValueTuple> (value) =>
        {
            await func(value).ConfigureAwait(false);
            return default;
        });

    public Output<TResult> Apply<TResult>(Func<T, TResult> func)
    {
        var pending = DataAsync();
        if (!pending.IsCompletedSuccessfully)
        {
            return Output<TResult>.From(ApplyLaterAsync(pending, func));
        }

        var data = pending.Result;
        if (!data.IsKnown)
        {
            return new(data.Unknown<TResult>());
        }

        try
        {
            return new(data.With(func(data.Value)));
        }
        catch (Exception exception)
        {
            return Output<TResult>.Failed(exception);
        }
    }

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output<TResult>.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func)
    {
        var pending = DataAsync();
        if (!pending.IsCompletedSuccessfully)
        {
            return Output<TResult>.From(ApplyLaterAsync(pending, func));
        }

        var data = pending.Result;
        if (!data.IsKnown)
        {
            return new(data.Unknown<TResult>());
        }

        try
        {
            return Output<TResult>.From(FlattenAsync(data, func(data.Value)));
        }
        catch (Exception exception)
        {
            return Output<TResult>.Failed(exception);
        }
    }

    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Apply(value => func(value));

    public override string ToString()
    {
        var message = string.Join(
            Environment.NewLine,
            "Calling [ToString] on an [Output<T>] is not supported.",
            "",
            "To get the value of an Output<T> as an Output<string> consider:",
            "1. o.Apply(v => $\"prefix{v}suffix\")",
            "2. Output.Format($\"prefix{hostname}suffix\");",
            "",
            "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.");

        if (Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is { } setting
            && (setting == "1" || setting.Equals("true", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException(message);
        }

        Log.Warn(message);
        return message + Environment.NewLine + "This function may throw in a future version of Pulumi.";
    }

    async ValueTask<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await DataAsync().ConfigureAwait(false);
        return data.With<object?>(data.Value);
    }

    internal static Output<T> Create(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.IsCompletedSuccessfully ? new(OutputData<T>.Plain(value.Result, isSecret)) : From(WrapAsync());

        async ValueTask<OutputData<T>> WrapAsync() => OutputData<T>.Plain(await value.ConfigureAwait(false), isSecret);
    }

    /// <summary>An output of a computation. One that is still running, or failed, is the concern of the whole run.</summary>
    internal static Output<T> From(ValueTask<OutputData<T>> pending)
    {
        if (pending.IsCompletedSuccessfully)
        {
            return new(pending.Result);
        }

        var task = pending.AsTask();
        Deployment.Current?.Tracker.Track(task);
        return new(task);
    }

    internal static Output<T> Failed(Exception exception) => From(ValueTask.FromException<OutputData<T>>(exception));

    internal ValueTask<OutputData<T>> DataAsync()
    {
        if (_isSettled)
        {
            return new(_data);
        }

        if (_source is not ResourceState state)
        {
            return new((Task<OutputData<T>>)_source!);
        }

        return state.IsCompleted ? Settle(state) : SettleLaterAsync(state);
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await DataAsync().ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    /// <summary>This output with other data, computed from its own.</summary>
    internal Output<T> Map(Func<OutputData<T>, OutputData<T>> map)
    {
        var pending = DataAsync();
        return pending.IsCompletedSuccessfully ? new(map(pending.Result)) : From(MapLaterAsync());

        async ValueTask<OutputData<T>> MapLaterAsync() => map(await pending.ConfigureAwait(false));
    }

    private static async ValueTask<OutputData<TResult>> ApplyLaterAsync<TResult>(ValueTask<OutputData<T>> pending, Func<T, TResult> func)
    {
        var data = await pending.ConfigureAwait(false);
        return data.IsKnown ? data.With(func(data.Value)) : data.Unknown<TResult>();
    }

    private static async ValueTask<OutputData<TResult>> ApplyLaterAsync<TResult>(
        ValueTask<OutputData<T>> pending, Func<T, Output<TResult>?> func)
    {
        var data = await pending.ConfigureAwait(false);
        return data.IsKnown
            ? await FlattenAsync(data, func(data.Value)).ConfigureAwait(false)
            : data.Unknown<TResult>();
    }

    private static async ValueTask<OutputData<TResult>> FlattenAsync<TResult>(OutputData<T> outer, Output<TResult>? inner) =>
        inner is null
            ? outer.With(default(TResult)!)
            : OutputData.Flatten(outer, await inner.DataAsync().ConfigureAwait(false));

    private async ValueTask<OutputData<T>> SettleLaterAsync(ResourceState state)
    {
        await state.Completion.ConfigureAwait(false);
        return await Settle(state).ConfigureAwait(false);
    }

    private ValueTask<OutputData<T>> Settle(ResourceState state)
    {
        lock (state)
        {
            if (_isSettled)
            {
                return new(_data);
            }

            if (_source is Task<OutputData<T>> failed)
            {
                return new(failed);
            }

            try
            {
                // The source stays: another thread may have seen that this is not settled, and looks for it next.
                _data = state.Read<T>(_slot);
                _isSettled = true;
                return new(_data);
            }
            catch (Exception exception)
            {
                var task = Task.FromException<OutputData<T>>(exception);
                _source = task;
                Deployment.Current?.Tracker.Track(task);
                return new(task);
            }
        }
    }
}
