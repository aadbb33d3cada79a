namespace Pulumi.Serialization;

/// <summary>
/// Knows when a run is over: when nothing that it started is unfinished, or as soon as anything failed. An output whose computation
/// failed counts, whether or not somebody reads it.
/// </summary>
internal sealed class RunTracker
{
    private readonly Lock _lock = new();
    private readonly HashSet<Exception> _failures = new(ReferenceEqualityComparer.Instance);
    private TaskCompletionSource? _over;
    private int _unfinished;

    public void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _unfinished++;
        }

        if (task.IsCompleted)
        {
            Finish(task);
        }
        else
        {
            task.ContinueWith(
                static (finished, tracker) => ((RunTracker)tracker!).Finish(finished),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the end of the run and returns what failed: nothing if all went well.</summary>
    public async Task<IReadOnlyList<Exception>> WhenOverAsync()
    {
        Task over;
        lock (_lock)
        {
            _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
            over = _over.Task;
            CheckOver();
        }

        await over.ConfigureAwait(false);
        lock (_lock)
        {
            return [.. _failures];
        }
    }

    private void Finish(Task task)
    {
        lock (_lock)
        {
            _unfinished--;
            if (task.IsFaulted)
            {
                _failures.UnionWith(task.Exception.InnerExceptions);
            }

            CheckOver();
        }
    }

    private void CheckOver()
    {
        if (_unfinished == 0 || _failures.Count > 0)
        {
            _over?.TrySetResult();
        }
    }
}
