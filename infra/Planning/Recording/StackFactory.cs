namespace Infra.Planning.Recording;

/// <summary>Gives the SDK a stack that was not created by its parameterless constructor, so that an evaluation needs no environment
/// variables and several can run at the same time.</summary>
internal sealed class StackFactory(Func<object> create) : IServiceProvider
{
    /// <inheritdoc/>
    public object? GetService(Type serviceType) => create();
}
