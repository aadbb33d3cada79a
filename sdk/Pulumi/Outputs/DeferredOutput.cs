using Pulumi.Serialization;

namespace Pulumi;

/// <summary>An output that is handed out before the output that it stands for exists.</summary>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<Output<T>> _resolved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeferredOutput()
    {
        Output = Output<T>.From(DataAsync());

        async ValueTask<OutputData<T>> DataAsync()
        {
            var output = await _resolved.Task.ConfigureAwait(false);
            return await output.DataAsync().ConfigureAwait(false);
        }
    }

    public Output<T> Output { get; }

    public void Resolve(Output<T> output)
    {
        if (!_resolved.TrySetResult(output))
            throw new InvalidOperationException("DeferredOutput can only be resolved once.");
    }
}
