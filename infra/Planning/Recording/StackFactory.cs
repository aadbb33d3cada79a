namespace Infra.Planning.Recording;

/// <summary>Hands the SDK a stack that was made here instead of by its parameterless constructor, so that an evaluation touches no
/// environment variables and several may run at once.</summary>
internal sealed class StackFactory(Func<object> create) : IServiceProvider
{
    /// <inheritdoc/>
    public object? GetService(Type serviceType) => create();
}
