namespace Pulumi.Testing;

/// <summary>Plays the engine and the providers in an evaluation.</summary>
public interface IMocks
{
    /// <summary>Creates, or reads, a resource: its id and the state that its outputs come from.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Answers a function of a provider.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Sees the outputs that a component registers.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
