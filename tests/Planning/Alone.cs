namespace Infra.Tests.Planning;

/// <summary>Tests that measure what the whole process allocates; nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>Bytes that an action allocates, on whichever threads.</summary>
    internal static async Task<(T Result, long Bytes)> Allocated<T>(Func<Task<T>> action)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await action();
        return (result, GC.GetTotalAllocatedBytes(precise: true) - before);
    }
}
