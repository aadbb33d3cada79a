using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A provider with its own settings.</summary>
public class ProviderResource : CustomResource
{
    private volatile string? _reference;

    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options) => Package = package;

    internal string Package { get; }

    /// <summary>How resources name their provider: its URN and id.</summary>
    internal ValueTask<string> GetReferenceAsync() => _reference is { } known ? new(known) : new(ResolveReferenceAsync());

    private async Task<string> ResolveReferenceAsync()
    {
        // The first resources of a provider go on from here on the thread pool, beside the program, as they do in the real SDK:
        // mocks that cannot stand that must be found out here too.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var urn = await State.GetUrnAsync().ConfigureAwait(false);
        var id = await Id.GetValueAsync(whenUnknown: Wire.Unknown).ConfigureAwait(false);
        return _reference = $"{urn}::{id}";
    }
}
