using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The outputs that a class of resources declares; found once a class.</summary>
internal sealed class ResourceModel
{
    private static readonly ConcurrentDictionary<(Type, bool), ResourceModel> _models = new();

    private ResourceModel(Type type, bool fillsAll)
    {
        var slots = from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    let attribute = property.GetCustomAttribute<OutputAttribute>()
                    where attribute is not null && (fillsAll || property.DeclaringType == typeof(Resource))
                    select OutputSlot.Create(type, property, attribute);

        Slots = [.. slots];
    }

    public OutputSlot[] Slots { get; }

    /// <summary>
    /// A component sets its own outputs, maybe before the constructor of <see cref="Resource"/> runs: only its URN is filled in.
    /// The engine fills the outputs of resources, and of components that it made or that exist already.
    /// </summary>
    public static ResourceModel Of(Resource resource, bool isRemote) =>
        _models.GetOrAdd((resource.GetType(), isRemote || resource is not ComponentResource), static key => new(key.Item1, key.Item2));

    public ResourceState Attach(Resource resource)
    {
        var state = new ResourceState(resource, Slots);
        for (var i = 0; i < Slots.Length; i++)
        {
            Slots[i].Attach(resource, state, (short)i);
        }

        return state;
    }
}
