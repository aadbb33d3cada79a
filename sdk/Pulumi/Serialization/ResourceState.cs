using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>
/// The registration of one resource: pending, and then what the engine answered. All outputs of the resource read from it.
/// </summary>
internal sealed class ResourceState(Resource resource, OutputSlot[] slots)
{
    private readonly TaskCompletionSource _completion = new();
    private Registration? _registration;
    private bool _missingIsKnown;
    private ImmutableHashSet<Resource>? _dependencies;

    public Task Completion => _completion.Task;

    public bool IsCompleted => _completion.Task.IsCompletedSuccessfully;

    /// <summary>The URN; only to be read once complete.</summary>
    public string Urn => _registration!.Urn;

    /// <param name="registration">What the engine answered.</param>
    /// <param name="missingIsKnown">Outputs that the answer lacks are unknown while previewing and null otherwise.</param>
    public void Complete(Registration registration, bool missingIsKnown)
    {
        _registration = registration;
        _missingIsKnown = missingIsKnown;
        _completion.SetResult();
    }

    public void Fail(Exception exception)
    {
        _completion.SetException(exception);
        _ = _completion.Task.Exception; // The run reports it; an output that nobody reads need not.
    }

    public async ValueTask<string> GetUrnAsync()
    {
        if (!IsCompleted)
        {
            await Completion.ConfigureAwait(false);
        }

        return Urn;
    }

    public OutputData<T> Read<T>(short slot)
    {
        var registration = _registration!;
        var resources = _dependencies ??= [resource];
        switch (slots[slot].Name)
        {
            case "urn":
                return new((T)(object)registration.Urn, resources);
            case "id" when resource is CustomResource:
                return new((T)(object)registration.Id, resources, isKnown: registration.Id.Length > 0);
            case var name when registration.State.TryRead(name, out var property):
                var value = property.IsKnown ? OutputConverter.Convert<T>(property.Value) : default!;
                return new(value, resources, property.IsKnown, property.IsSecret);
            default:
                return new(default!, resources, _missingIsKnown);
        }
    }
}

/// <summary>What the engine answers to a registration.</summary>
/// <param name="Urn">The name of the resource.</param>
/// <param name="Id">Its id with the provider, empty if unknown.</param>
/// <param name="State">Its outputs.</param>
internal sealed record Registration(string Urn, string Id, SerializedProperties State);
